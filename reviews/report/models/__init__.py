"""What is stored of the report?"""

from reviews.report.models.rounds import (
    ReportComment,
    ReturnedCopy,
    Round,
    RoundReader,
)
from reviews.report.models.texts import (
    Block,
    BlockText,
    ClearedHit,
    EditedFile,
    Report,
    ReportImport,
    Section,
    Source,
    Version,
)

__all__ = [
    "Block",
    "BlockText",
    "ClearedHit",
    "EditedFile",
    "Report",
    "ReportComment",
    "ReportImport",
    "ReturnedCopy",
    "Round",
    "RoundReader",
    "Section",
    "Source",
    "Version",
]
