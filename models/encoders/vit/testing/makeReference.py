"""Random weights of a small vision transformer and timm's features for them: `python makeReference.py`.

Needs timm (made with 1.0.31), torch (2.15) and safetensors (0.8). Writes vit.safetensors and vitReference.json beside itself.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from timm.models.vision_transformer import VisionTransformer

folder = Path(__file__).parent
torch.manual_seed(7)
model = VisionTransformer(
    img_size=32, patch_size=8, in_chans=3, embed_dim=32, depth=2, num_heads=2, num_classes=5, dynamic_img_size=True
).eval()
with torch.no_grad():
    for tensor in model.parameters():
        tensor.add_(0.1 * torch.randn_like(tensor))
save_file(model.state_dict(), folder / "vit.safetensors")


def image(height, width):
    """The image that the test draws too: sin(0.37 i) over its samples in the order height, width, channel."""
    values = torch.sin(0.37 * torch.arange(height * width * 3, dtype=torch.float64)).float()
    return values.reshape(1, height, width, 3).permute(0, 3, 1, 2)


cases = []
for height, width in [(32, 32), (48, 24), (64, 40), (16, 24)]:
    with torch.no_grad():
        levels = model.forward_intermediates(image(height, width), norm=False, intermediates_only=True)
        last = model.forward_features(image(height, width))[:, 1:]
    first = levels[0].permute(0, 2, 3, 1).flatten()
    rounded = lambda values: [float(f"{value:.7g}") for value in values.flatten().tolist()]
    cases.append({"height": height, "width": width, "first": rounded(first), "last": rounded(last)})
(folder / "vitReference.json").write_text(json.dumps({"cases": cases}) + "\n")
