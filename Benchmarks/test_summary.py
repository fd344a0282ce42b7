"""Tests of what `compare` makes of its measurements:  python3 -m unittest discover Benchmarks"""

import unittest

import engines
import summary
import tables

LIMITS = {"threads": 2, "peakGFLOPS": 500, "matrixProductGFLOPS": 400, "convolutionGFLOPS": 400}


def result(milliseconds, mebibytes=100):
    return {"engine": "an engine", "medianMilliseconds": milliseconds, "minMilliseconds": milliseconds,
            "peakMemoryBytes": mebibytes << 20}


class Summary(unittest.TestCase):
    def setUp(self):
        # Eager PyTorch is once the faster one, but not as a rule.
        times = [(2, 5, 4), (4, 5, 7), (3, 6, 4.5)]
        self.rounds = [
            {("gankit", None): result(own), ("pytorch", "eager"): result(eager),
             ("pytorch", "compiled"): result(compiled, 200)}
            for own, eager, compiled in times]
        self.rounds[0]["keras", "graph"] = result(8)
        self.found = summary.summarize("vanilla", LIMITS, self.rounds, ["pytorch", "keras", "jax"])

    def test_fastest_variant_is_the_reference(self):
        pytorch = self.found["engines"]["pytorch"]
        self.assertEqual(pytorch["variant"], "compiled")
        self.assertEqual(pytorch["medianMilliseconds"], 4.5)
        self.assertEqual(list(pytorch["variants"]), ["eager", "compiled"])

    def test_ratios_are_taken_within_rounds(self):
        pytorch = self.found["engines"]["pytorch"]
        self.assertEqual(pytorch["ratios"], [4 / 2, 7 / 4, 4.5 / 3])
        self.assertEqual(pytorch["ratio"], 7 / 4)
        self.assertEqual(pytorch["variants"]["eager"]["ratio"], 2)

    def test_what_was_not_measured_in_a_round_has_no_ratio_there(self):
        self.assertEqual(self.found["engines"]["keras"]["ratios"], [4])
        self.assertNotIn("jax", self.found["engines"])

    def test_fractions_of_the_limits(self):
        own = self.found["engines"]["gankit"]
        self.assertAlmostEqual(own["gflopPerSecond"], 1.0092544 / 3e-3)
        self.assertAlmostEqual(own["ofPeak"], 1.0092544 / 3e-3 / 500)

    def test_tables(self):
        lines = tables.times([self.found], ["pytorch", "keras", "jax"]).splitlines()
        cells = [cell.strip() for cell in lines[2].strip("|").split("|")]
        self.assertEqual(
            cells, ["vanilla", "2", "3.00", "4.50", "8.00", "–", "1.75", "4.00", "–", "100", "200", "100", "–",
                    "compiled"])
        self.assertIn("4.50 (200)", tables.variants([self.found], ["pytorch", "keras", "jax"]))
        self.assertIsNone(tables.variants([self.found], ["keras"]))


class Engines(unittest.TestCase):
    def test_variants_of_steps(self):
        self.assertEqual(len(engines.variants("pytorch", "dcgan64")), 6)
        self.assertEqual(engines.variants("pytorch", "wgan-gp"), ["eager", "eager-channels-last"])
        self.assertEqual(engines.variants("keras", "vanilla"), ["graph"])
        self.assertEqual(engines.variants("jax", "pix2pix"), [])

    def test_only_variants_of_a_choice_are_named_to_a_script(self):
        self.assertEqual(engines.command("python3", "a.py", "compiled"), ["python3", "a.py", "--variant", "compiled"])
        self.assertEqual(engines.command("python3", "a.py", "graph"), ["python3", "a.py"])


if __name__ == "__main__":
    unittest.main()
