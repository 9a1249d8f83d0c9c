"""The four 64-bit hashes of Python's imagehash, over a list of files on standard input, one path a line.

Uses the imagehash module where it is installed. Where it is not, the same hashes are computed here by its documented
definitions (imagehash 4.3: average_hash, phash, dhash, whash with their default arguments) by the same calls into Pillow, numpy,
scipy and PyWavelets, so that the time is theirs. Prints "ready NAME", waits for the list, and prints the seconds at the end.
"""

import json
import sys
import time

import numpy
import pywt
import scipy.fftpack
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
LANCZOS = Image.Resampling.LANCZOS


def average_hash(image):
    pixels = numpy.asarray(image.convert("L").resize((8, 8), LANCZOS))
    return pixels > numpy.mean(pixels)


def phash(image):
    pixels = numpy.asarray(image.convert("L").resize((32, 32), LANCZOS))
    low = scipy.fftpack.dct(scipy.fftpack.dct(pixels, axis=0), axis=1)[:8, :8]
    return low > numpy.median(low)


def dhash(image):
    pixels = numpy.asarray(image.convert("L").resize((9, 8), LANCZOS))
    return pixels[:, 1:] > pixels[:, :-1]


def whash(image):
    scale = max(2 ** int(numpy.log2(min(image.size))), 8)
    top_level = int(numpy.log2(scale))
    pixels = numpy.asarray(image.convert("L").resize((scale, scale), LANCZOS)) / 255.0
    coefficients = list(pywt.wavedec2(pixels, "haar", level=top_level))
    coefficients[0] *= 0
    pixels = pywt.waverec2(coefficients, "haar")
    low = pywt.wavedec2(pixels, "haar", level=top_level - 3)[0]
    return low > numpy.median(low)


def as_hex(bits):
    return "%016x" % int("".join("1" if bit else "0" for bit in numpy.asarray(bits).flatten()), 2)


try:
    import imagehash

    name = "imagehash " + imagehash.__version__
    functions = [
        lambda image, f=f: f(image).hash
        for f in (imagehash.average_hash, imagehash.phash, imagehash.dhash, imagehash.whash)
    ]
except ImportError:
    name = "imagehash's algorithms"
    functions = [average_hash, phash, dhash, whash]

print("ready " + name, flush=True)
paths = json.loads(sys.stdin.readline())
started = time.perf_counter()
hashes = []
for path in paths:
    with Image.open(path) as image:
        hashes.append([as_hex(function(image)) for function in functions])
seconds = time.perf_counter() - started
print(json.dumps({"seconds": seconds, "hashes": hashes}), flush=True)
