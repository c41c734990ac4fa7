"""How long does the combined chronology take?"""

from chronology.tests.bench_combined import bench_combined_chronology

__all__ = ["bench_combined_chronology"]
