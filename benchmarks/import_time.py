"""What `import dl_course` costs, as a multiple of `import numpy`. Fails above 1.5.

Each is a fresh Python; the two take turns, and the fastest of many runs counts, so that other work does not.
"""

import subprocess
import sys
import time

LIMIT, RUNS = 1.5, 20


def seconds(statement: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - start


best = {"import numpy": float("inf"), "import dl_course": float("inf")}
for _ in range(RUNS):
    for statement in best:
        best[statement] = min(best[statement], seconds(statement))

ratio = best["import dl_course"] / best["import numpy"]
for statement, fastest in best.items():
    print(f"{statement:<18} {1000 * fastest:6.0f} ms")
print(f"ratio {ratio:.2f} (limit {LIMIT})")
sys.exit(ratio > LIMIT)
