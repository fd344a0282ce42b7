"""From the results of rounds to medians, ratios and the fastest variant of each reference."""

import statistics

import operations


def engine_of(runs, gflop):
    """One engine or variant over all rounds; `runs` are its results."""
    median = statistics.median(run["medianMilliseconds"] for run in runs)
    return {
        "engine": runs[0]["engine"],
        "medianMilliseconds": median,
        "minMilliseconds": min(run["minMilliseconds"] for run in runs),
        "peakMemoryBytes": max(run["peakMemoryBytes"] for run in runs),
        "gflopPerSecond": gflop["within"] / median * 1000}


def summarize(step, limits, rounds, references):
    """Medians of the times, and of the ratios within each round.

    `rounds` is a list of {(name, variant): result}, with ("gankit", None) in each. The variant of a reference with the
    least median is the one that it is represented by.
    """
    gflop = operations.gflop(step)
    own_runs = [r["gankit", None] for r in rounds]
    own = engine_of(own_runs, gflop)
    for key in ("peak", "matrixProduct", "convolution"):
        own["of" + key[0].upper() + key[1:]] = own["gflopPerSecond"] / limits[key + "GFLOPS"]
    engines = {"gankit": own}
    for name in references:
        variants = {}
        for variant in dict.fromkeys(v for r in rounds for n, v in r if n == name):
            both = [(r[name, variant], r["gankit", None]) for r in rounds if (name, variant) in r]
            found = engine_of([run for run, _ in both], gflop)
            found["ratios"] = [run["medianMilliseconds"] / own["medianMilliseconds"] for run, own in both]
            found["ratio"] = statistics.median(found["ratios"])
            variants[variant] = found
        if variants:
            fastest = min(variants, key=lambda v: variants[v]["medianMilliseconds"])
            engines[name] = {"variant": fastest, **variants[fastest], "variants": variants}
    other = [run.get("otherLoad", 0) for r in rounds for run in r.values()]
    return {"step": step, "threads": limits["threads"], "rounds": len(rounds), "otherLoad": max(other),
            "gflop": gflop, "engines": engines}
