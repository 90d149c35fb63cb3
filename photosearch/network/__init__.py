"""The networks that describe photos, and their execution."""

import os

# onnxruntime reports to its maker over the network, on all systems and from its import on, and keeps a number
# for this computer in the cache folder. Set here, before anything can import it; a call comes too late.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
