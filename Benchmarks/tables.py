"""The tables that `compare` prints, in Markdown."""

TITLES = {"gankit": "GANKit", "pytorch": "PyTorch", "keras": "Keras"}


def aligned(header, rows):
    """A table with aligned columns: the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    lines = ["| " + " | ".join(text.ljust(width) for text, width in zip(header, widths)) + " |"]
    lines.append("|" + "|".join(
        " " + "-" * width + (" " if i == 0 else ":") for i, width in enumerate(widths)) + "|")
    for row in rows:
        cells = [text.ljust(w) if i == 0 else text.rjust(w) for i, (text, w) in enumerate(zip(row, widths))]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def cell(summary, engine, key, text):
    """One engine's value, or a dash if it was not run."""
    results = summary["engines"].get(engine, {})
    return text(results[key]) if key in results else "–"


def times(summaries, references):
    """Milliseconds, ratios and peak memory."""
    names = ["gankit", *references]
    header = (["step", "threads"] + [f"{TITLES[n]}, ms" for n in names]
              + [f"{TITLES[n]} / GANKit" for n in references] + [f"{TITLES[n]}, MiB" for n in names])
    return aligned(header, [
        [s["step"], str(s["threads"])]
        + [cell(s, n, "medianMilliseconds", lambda v: f"{v:,.{2 if v < 100 else 0}f}") for n in names]
        + [cell(s, n, "ratio", lambda v: f"{v:.2f}") for n in references]
        + [cell(s, n, "peakMemoryBytes", lambda v: f"{v / 2**20:,.0f}") for n in names]
        for s in summaries])


def limits(measured):
    """The machine's limits, for each number of threads."""
    return aligned(["limits, threads", "matrix product, GFLOP/s", "convolution, GFLOP/s", "copy, GB/s"], [
        [str(m["threads"])]
        + [f"{m[key]:,.1f}" for key in ("matrixProductGFLOPS", "convolutionGFLOPS", "copyGBPerSecond")]
        for m in measured])


def speeds(summaries, references):
    """Arithmetic per second and, for GANKit, the fraction of the limits that this is."""
    names = ["gankit", *references]
    header = (["step", "threads", "GFLOP"] + [f"{TITLES[n]}, GFLOP/s" for n in names]
              + ["GANKit / matrix product", "GANKit / convolution"])
    return aligned(header, [
        [s["step"], str(s["threads"]), f"{s['gflop']['within']:,.{2 if s['gflop']['within'] < 10 else 1}f}"]
        + [cell(s, n, "gflopPerSecond", lambda v: f"{v:,.1f}") for n in names]
        + [cell(s, "gankit", key, lambda v: f"{v:.0%}") for key in ("ofMatrixProduct", "ofConvolution")]
        for s in summaries])
