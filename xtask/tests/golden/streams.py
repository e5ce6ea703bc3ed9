"""The first numbers of the named random streams, without any of our code: SHA-256 of the documented bytes is the
key, and the numbers are the first 64-bit words of the ChaCha12 key stream (RFC 8439 with 12 rounds and a 64-bit
counter). Run it in this folder with the names of streams as arguments; it writes streams.csv."""

import hashlib
import struct
import sys

MASK = 0xFFFFFFFF


def quarter(s, a, b, c, d):
    for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        s[x] = (s[x] + s[y]) & MASK
        s[z] ^= s[x]
        s[z] = ((s[z] << turn) | (s[z] >> (32 - turn))) & MASK


def block(key):
    start = [*struct.unpack("<4I", b"expand 32-byte k"), *struct.unpack("<8I", key), 0, 0, 0, 0]
    s = start[:]
    for _ in range(6):
        for i in range(4):
            quarter(s, i, 4 + i, 8 + i, 12 + i)
        for i in range(4):
            quarter(s, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return [(a + b) & MASK for a, b in zip(s, start)]


def text(word):
    word = word.encode()
    return struct.pack("<Q", len(word)) + word


with open("streams.csv", "w") as out:
    out.write("name,first,second\n")
    for name in sys.argv[1:]:
        scope = b"synaptome streams 1\0" + struct.pack("<Q", 1) + text("data") + text("label") + text(name)
        w = block(hashlib.sha256(scope).digest())
        out.write(f"{name},{w[0] | w[1] << 32:#018x},{w[2] | w[3] << 32:#018x}\n")
