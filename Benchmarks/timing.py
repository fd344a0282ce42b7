"""What the references share: the options of a measurement, and the measurement itself."""

import argparse
import json
import resource
import statistics
import sys
import time


def parser(description, steps):
    result = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument("step", metavar="STEP", choices=steps, help=", ".join(steps))
    result.add_argument("--threads", type=int, default=1)
    result.add_argument("--repeats", type=int, help="timed steps (default: enough for a steady median)")
    result.add_argument("--warmup", type=int, default=3, help="steps before timing (default: 3)")
    result.add_argument("--json", action="store_true")
    return result


def report(arguments, step, repeats, engine, variant=None):
    """Times a step and prints the result. The first steps, which may compile it, are not timed."""
    for _ in range(max(3, arguments.warmup)):
        step()
    times = []
    for _ in range(arguments.repeats or repeats):
        start = time.perf_counter()
        step()
        times.append(1000 * (time.perf_counter() - start))

    # Linux counts in KiB, macOS in bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    result = {
        "step": arguments.step, "threads": arguments.threads, "engine": engine,
        **({"variant": variant} if variant else {}),
        "medianMilliseconds": round(statistics.median(times), 4), "minMilliseconds": round(min(times), 4),
        "peakMemoryBytes": peak}
    if arguments.json:
        print(json.dumps(result))
    else:
        print("{step}, {threads} threads, {}: {medianMilliseconds:.2f} ms (fastest {minMilliseconds:.2f})".format(
            ", ".join(filter(None, [engine, variant])), **result), f"{peak / 2**20:.0f} MiB")
