"""Which of govuk-frontend's files do we serve, and what must be taken out of them first?

We are not GOV.UK: its typeface and its crest may not be used elsewhere, so both are removed.
"""

import gzip
import re
import sys
from pathlib import Path

FONT = "GDS Transport,arial,sans-serif"
OUR_FONT = "var(--cspr-font,arial,sans-serif)"


def unbranded(css: str) -> str:
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace(FONT, OUR_FONT).replace(f'"{FONT.split(",")[0]}",arial,sans-serif', OUR_FONT)
    css = re.sub(r"url\([^)]*govuk-crest\.svg[^)]*\)", "none", css)
    left = [word for word in ("GDS Transport", "url(/assets", "govuk-crest") if word in css]
    if left:
        sys.exit(f"govuk-frontend has changed: {', '.join(left)} is still in its style sheet.")
    return css


def build(package: Path, into: Path) -> None:
    """Write what is served from ``package`` (an unpacked govuk-frontend) to the folder ``into``."""
    built = package / "dist" / "govuk"
    into.mkdir(parents=True, exist_ok=True)
    css = (built / "govuk-frontend.min.css").read_text(encoding="utf-8")
    write(into / "govuk-frontend.min.css", without_map(unbranded(css)))
    script = (built / "govuk-frontend.min.js").read_text(encoding="utf-8")
    write(into / "govuk-frontend.min.js", without_map(script))


def write(path: Path, text: str) -> None:
    """Write it, and compressed beside it: that is what a browser is sent."""
    path.write_text(text, encoding="utf-8")
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def without_map(text: str) -> str:
    """Without the address of a source map that we do not serve (hashing static files would look for it)."""
    return re.sub(r"\n?(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$", "\n", text)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
