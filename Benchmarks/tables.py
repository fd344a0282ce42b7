"""The tables that `compare` prints, in Markdown."""

from engines import title


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


def milliseconds(value):
    return f"{value:,.{2 if value < 100 else 0}f}"


def mebibytes(value):
    return f"{value / 2**20:,.0f}"


def variants_of(summary, name):
    """{variant: its values}, empty if the reference was not run."""
    return summary["engines"].get(name, {}).get("variants", {})


def times(summaries, references):
    """Milliseconds, ratios and peak memory, for the fastest variant of each reference."""
    names = ["gankit", *references]
    choosing = [n for n in references if any(len(variants_of(s, n)) > 1 for s in summaries)]
    header = (["step", "threads"] + [f"{title(n)}, ms" for n in names]
              + [f"{title(n)} / GANKit" for n in references] + [f"{title(n)}, MiB" for n in names]
              + [f"fastest {title(n)}" for n in choosing])
    return aligned(header, [
        [s["step"], str(s["threads"])]
        + [cell(s, n, "medianMilliseconds", milliseconds) for n in names]
        + [cell(s, n, "ratio", lambda v: f"{v:.2f}") for n in references]
        + [cell(s, n, "peakMemoryBytes", mebibytes) for n in names]
        + [cell(s, n, "variant", str) for n in choosing]
        for s in summaries])


def variants(summaries, references):
    """Milliseconds of every variant, and in brackets the peak memory; None if no reference has several."""
    columns = {n: list(dict.fromkeys(v for s in summaries for v in variants_of(s, n))) for n in references}
    columns = [(n, v) for n, found in columns.items() if len(found) > 1 for v in found]
    if not columns:
        return None

    def text(values):
        return f"{milliseconds(values['medianMilliseconds'])} ({mebibytes(values['peakMemoryBytes'])})"

    return aligned(["ms (MiB)", "threads"] + [f"{title(n)} {v}" for n, v in columns], [
        [s["step"], str(s["threads"])]
        + [text(variants_of(s, n)[v]) if v in variants_of(s, n) else "–" for n, v in columns]
        for s in summaries])


def limits(measured):
    """The machine's limits, for each number of threads."""
    keys = {"peakGFLOPS": "multiply-adds, GFLOP/s", "matrixProductGFLOPS": "matrix product, GFLOP/s",
            "convolutionGFLOPS": "convolution, GFLOP/s", "copyGBPerSecond": "copy, GB/s"}
    return aligned(["limits, threads", *keys.values()], [
        [str(m["threads"])] + [f"{m[key]:,.1f}" for key in keys] for m in measured])


def speeds(summaries, references):
    """Arithmetic per second and, for GANKit, the fraction of the limits that this is."""
    names = ["gankit", *references]
    header = (["step", "threads", "GFLOP"] + [f"{title(n)}, GFLOP/s" for n in names]
              + ["GANKit / multiply-adds", "GANKit / matrix product", "GANKit / convolution"])
    return aligned(header, [
        [s["step"], str(s["threads"]), f"{s['gflop']['within']:,.{2 if s['gflop']['within'] < 10 else 1}f}"]
        + [cell(s, n, "gflopPerSecond", lambda v: f"{v:,.1f}") for n in names]
        + [cell(s, "gankit", key, lambda v: f"{v:.0%}") for key in ("ofPeak", "ofMatrixProduct", "ofConvolution")]
        for s in summaries])
