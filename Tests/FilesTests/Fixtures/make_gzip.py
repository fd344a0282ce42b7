"""Makes lines.txt.gz; the same lines are written out in GzipTests.swift.

    python make_gzip.py
"""

import gzip
from pathlib import Path

here = Path(__file__).parent

text = "".join(f"line {number} of a file that gzip packed\n" for number in range(2000)).encode()
(here / "lines.txt.gz").write_bytes(gzip.compress(text, mtime=0))
