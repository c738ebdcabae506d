"""
Figures of uncertainty as scikit-learn, SciPy, torchmetrics and MONAI compute them, on seeded random data with ties, with classes that the
truth lacks, with many classes and with empty masks: what `src-main/core/metrics/referenceMetrics.test.ts` holds the core's metrics to.

    python3 -m pip install scikit-learn scipy torch torchmetrics monai
    python3 benchmarks/uncertainty/referenceMetrics.py

Writes src-main/core/metrics/testing/referenceMetrics.json. Probabilities and scores are stored as numerators, so that both sides have the same
values to the last digit. Two figures have no such library behind them and are written out below: the adaptive calibration error (bins of
equally many pixels) and the area under the risk-coverage curve (the mean of the selective risks).
"""

import json
import math
import warnings
from pathlib import Path

import monai
import numpy as np
import scipy.ndimage
import scipy.stats
import sklearn
import torch
import torchmetrics
from monai.metrics import compute_average_surface_distance, compute_hausdorff_distance
from sklearn import metrics
from torchmetrics.functional import classification

TARGET = Path(__file__).parents[2] / "src-main/core/metrics/testing/referenceMetrics.json"
DENOMINATOR = 4096
BINS = 15
random = np.random.default_rng(7)
warnings.filterwarnings("ignore", message=".*(nan/inf distance|non-contiguous|always_return_as_numpy).*")


def probabilities_of(pixels: int, classes: int, steps: int) -> np.ndarray:
    """Numerators that sum to 4096 over the classes; fewer steps make more ties. No probability is 0 or 1."""
    free = steps - classes
    shares = random.dirichlet(np.full(classes, 0.4), pixels)
    counts = np.array([random.multinomial(free, row) for row in shares]) + 1
    return counts * (DENOMINATOR // steps)


def adaptive_error(confidence: np.ndarray, right: np.ndarray) -> float:
    order = np.argsort(-confidence, kind="stable")
    edges = [len(order) * bin // BINS for bin in range(BINS + 1)]
    parts = [order[first:last] for first, last in zip(edges, edges[1:])]
    return sum(abs(right[part].sum() - confidence[part].sum()) for part in parts if len(part)) / len(order)


def ranking(scores: np.ndarray, positive: np.ndarray) -> dict:
    false_rate, true_rate, _ = metrics.roc_curve(positive, scores, drop_intermediate=False)
    tensors = (torch.tensor(scores), torch.tensor(positive.astype(int)))
    area = float(metrics.roc_auc_score(positive, scores))
    precision = float(metrics.average_precision_score(positive, scores))
    assert abs(area - float(classification.binary_auroc(*tensors))) < 1e-5
    assert abs(precision - float(classification.binary_average_precision(*tensors))) < 1e-5
    return {"areaUnderRoc": area, "averagePrecision": precision, "falsePositiveRate": float(false_rate[np.argmax(true_rate >= 0.95)])}


def classified(name: str, pixels: int, classes: int, steps: int, truth_classes: int) -> dict:
    numerators = probabilities_of(pixels, classes, steps)
    probabilities = numerators / DENOMINATOR
    drawn = np.array([random.choice(classes, p=row) for row in probabilities])
    truth = np.where(drawn < truth_classes, drawn, 0)
    predicted = probabilities.argmax(1)
    confidence = probabilities.max(1)
    right = predicted == truth
    labels = np.arange(classes)
    loss = -np.log(probabilities[np.arange(pixels), truth])
    uncertainty = 1 - confidence
    tensor, target = torch.tensor(probabilities), torch.tensor(truth)
    present = np.unique(truth)
    return {
        "name": name,
        "classes": classes,
        "probabilities": numerators.flatten().tolist(),
        "truth": truth.tolist(),
        "accuracy": float(metrics.accuracy_score(truth, predicted)),
        "nll": float(metrics.log_loss(truth, probabilities, labels=labels)),
        "brier": float(metrics.brier_score_loss(truth, probabilities, labels=labels, scale_by_half=False)),
        "expectedCalibrationError": float(classification.multiclass_calibration_error(tensor, target, classes, n_bins=BINS)),
        "calibrationErrorPerClass": [
            float(classification.binary_calibration_error(tensor[:, index], (target == index).int(), n_bins=BINS)) for index in labels
        ],
        "adaptiveCalibrationError": adaptive_error(confidence, right),
        "jaccard": [float(metrics.jaccard_score(truth == index, predicted == index)) if index in present else None for index in labels],
        "errorDetection": ranking(uncertainty, ~right),
        "rankCorrelation": float(scipy.stats.spearmanr(uncertainty, loss).statistic),
    }


def ranked(name: str, count: int, steps: int, share: float) -> dict:
    """Scores of either sign; where there are more steps than scores no two are alike, and the risks follow from the order."""
    positive = random.random(count) < share
    draws = random.normal(0.8 * positive, 1.0, count)
    numerators = np.argsort(np.argsort(draws)) - count // 2 if steps >= count else np.round(draws * steps / 6).astype(int)
    scores = numerators / DENOMINATOR
    wrong = positive[np.argsort(scores, kind="stable")]
    risks = np.cumsum(wrong) / np.arange(1, count + 1)
    best = np.cumsum(np.sort(wrong)) / np.arange(1, count + 1)
    areas = {"areaUnderRiskCoverage": float(risks.mean()), "excessAreaUnderRiskCoverage": float(risks.mean() - best.mean())}
    return {"name": name, "scores": numerators.tolist(), "positive": positive.astype(int).tolist(), **ranking(scores, positive), **(areas if steps >= count else {})}


def blobs(height: int, width: int, classes: int) -> np.ndarray:
    """Classes by which of some smooth random fields is largest."""
    fields = scipy.ndimage.gaussian_filter(random.normal(size=(classes, height, width)), (0, 2, 2))
    return fields.argmax(0)


def plain(value: float) -> float | str | None:
    return None if math.isnan(value) else "Infinity" if math.isinf(value) else value


def surfaces(name: str, prediction: np.ndarray, truth: np.ndarray, classes: int, spacing: tuple[float, float]) -> dict:
    def one_hot(labels: np.ndarray) -> torch.Tensor:
        return torch.tensor(np.stack([labels == index for index in range(classes)])[None].astype(np.float32))

    pair = (one_hot(prediction), one_hot(truth))
    rows = {
        "hausdorff95": compute_hausdorff_distance(*pair, include_background=True, percentile=95, spacing=spacing),
        "hausdorff": compute_hausdorff_distance(*pair, include_background=True, spacing=spacing),
        "average": compute_average_surface_distance(*pair, include_background=True, symmetric=True, spacing=spacing),
    }
    height, width = truth.shape
    return {
        "name": name, "width": width, "height": height, "spacing": {"x": spacing[1], "y": spacing[0]},
        "prediction": prediction.flatten().tolist(), "truth": truth.flatten().tolist(),
        "perClass": [{figure: plain(float(values[0, index])) for figure, values in rows.items()} for index in range(classes)],
    }


def surface_cases() -> list[dict]:
    first, second = blobs(20, 26, 3), blobs(20, 26, 3)
    near = np.where(random.random(first.shape) < 0.04, 1, first)
    return [
        surfaces("unlike maps, square pixels", first, second, 3, (1.0, 1.0)),
        surfaces("like maps, oblong pixels", near, first, 3, (2.5, 0.75)),
        surfaces("classes missing on one side or both", np.where(first == 2, 0, first), np.where(second == 1, 0, second), 4, (1.0, 1.0)),
        surfaces("equal maps", first, first, 3, (1.0, 1.0)),
    ]


def distance(first: np.ndarray, second: np.ndarray, classes: list[int]) -> float:
    present = [index for index in classes if (first == index).any() or (second == index).any()]
    if not present:
        return 0.0
    return 1 - float(np.mean(metrics.jaccard_score(first.flatten(), second.flatten(), labels=present, average=None)))


def energy(name: str, samples: list[np.ndarray], truths: list[np.ndarray], classes: list[int]) -> dict:
    def mean(left: list[np.ndarray], right: list[np.ndarray]) -> float:
        return float(np.mean([distance(one, other, classes) for one in left for other in right]))

    return {
        "name": name, "classes": classes,
        "samples": [sample.flatten().tolist() for sample in samples], "truths": [truth.flatten().tolist() for truth in truths],
        "energyDistance": 2 * mean(samples, truths) - mean(samples, samples) - mean(truths, truths),
    }


def energy_cases() -> list[dict]:
    lesion = [(blobs(8, 9, 2)) for _ in range(6)]
    empty = np.zeros_like(lesion[0])
    return [
        energy("one foreground class, some maps empty", [*lesion[:3], empty], [*lesion[3:5], empty], [1]),
        energy("three classes", [blobs(8, 9, 4) for _ in range(3)], [blobs(8, 9, 4) for _ in range(2)], [1, 2, 3]),
    ]


if __name__ == "__main__":
    outcome = {
        "versions": {module.__name__: module.__version__.split("+")[0] for module in (sklearn, scipy, torch, torchmetrics, monai, np)},
        "denominator": DENOMINATOR,
        "classified": [
            classified("two classes, many ties", 300, 2, 32, 2),
            classified("five classes, of which the truth lacks two", 250, 5, 4096, 3),
            classified("forty classes", 80, 40, 1024, 40),
        ],
        "ranked": [ranked("no ties", 400, 400, 0.3), ranked("many ties", 400, 40, 0.1), ranked("few positives", 300, 300, 0.02)],
        "surfaces": surface_cases(),
        "energy": energy_cases(),
    }
    TARGET.write_text(json.dumps(outcome, separators=(",", ":")) + "\n")
    print(", ".join(f"{name} {version}" for name, version in outcome["versions"].items()))
    print(f"wrote {TARGET.name}, {TARGET.stat().st_size / 1000:.0f} kB")
