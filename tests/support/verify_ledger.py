#!/usr/bin/env python3
"""Checks a published price ledger without any of the platform's own code.

Uses only Python's standard library. Written from the public specifications alone: RFC 6962 (tree), RFC 8032
(Ed25519), FIPS 204 (ML-DSA-44), and from c2sp.org signed-note, tlog-checkpoint, tlog-tiles, tlog-proof,
tlog-cosignature and tlog-witness.

    verify_ledger.py DIR --log VKEY [--log VKEY] [--witness VKEY ...] [--quorum K]
                     [--receipt FILE ...] [--older CHECKPOINT ...] [--consistency REQUEST ...]

    verify_ledger.py FILE --log VKEY [--log VKEY] [--witness VKEY ...] [--quorum K]

FILE is a range of entries as `/ledger/export` gives it. DIR holds `checkpoint` and `tile/...` as they are served, and
`rotations` when keys were changed: the keys that `--log` names are followed to those in use. `--receipt` takes a tlog-proof whose extra data is the
leaf, `--older` a checkpoint that was signed before and must be a prefix, `--consistency` the body of an
add-checkpoint request, whose old root is recomputed from the tiles. Exits 0 when everything holds, 1 with one
line that says what does not.
"""
import argparse
import base64
import decimal
import hashlib
import json
import pathlib
import re
import sys


class Bad(Exception):
    """Something does not hold."""


# Ed25519 (RFC 8032, section 5.1) ---------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P != 0:
        return None
    return P - x if (x & 1) != sign else x


def point(data):
    y = int.from_bytes(data, "little")
    x = recover_x(y & ((1 << 255) - 1), y >> 255)
    y &= (1 << 255) - 1
    return None if x is None else (x, y, 1, x * y % P)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(scalar, p):
    total = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            total = add(total, p)
        p = add(p, p)
        scalar >>= 1
    return total


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = point((BASE_Y).to_bytes(32, "little"))


def ed25519_holds(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# ML-DSA-44 (FIPS 204, algorithms 3 and 8) -------------------------------------------------------------------

Q, DROPPED, TAU, GAMMA1, GAMMA2, ROWS, COLUMNS, BETA, OMEGA = 8380417, 13, 39, 2**17, 95232, 4, 4, 78, 80
ZETAS = [pow(1753, int(f"{i:08b}"[::-1], 2), Q) for i in range(256)]


def ntt(poly):
    poly, k, length = list(poly), 0, 128
    while length >= 1:
        for start in range(0, 256, 2 * length):
            k += 1
            for j in range(start, start + length):
                t = ZETAS[k] * poly[j + length] % Q
                poly[j + length], poly[j] = (poly[j] - t) % Q, (poly[j] + t) % Q
        length //= 2
    return poly


def inverse_ntt(poly):
    poly, k, length = list(poly), 256, 1
    while length < 256:
        for start in range(0, 256, 2 * length):
            k -= 1
            for j in range(start, start + length):
                t = poly[j]
                poly[j] = (t + poly[j + length]) % Q
                poly[j + length] = -ZETAS[k] * (t - poly[j + length]) % Q
        length *= 2
    return [c * 8347681 % Q for c in poly]


def unpack(data, bits):
    number = int.from_bytes(data, "little")
    return [(number >> (bits * i)) & ((1 << bits) - 1) for i in range(len(data) * 8 // bits)]


def expand_a(rho, row, column):
    stream, poly, at = hashlib.shake_128(rho + bytes([column, row])).digest(3 * 512), [], 0
    while len(poly) < 256:
        c = stream[at] | stream[at + 1] << 8 | (stream[at + 2] & 127) << 16
        at += 3
        if c < Q:
            poly.append(c)
    return poly


def sample_in_ball(seed):
    stream, poly, at = hashlib.shake_256(seed).digest(1024), [0] * 256, 8
    signs = int.from_bytes(stream[:8], "little")
    for i in range(256 - TAU, 256):
        while stream[at] > i:
            at += 1
        j = stream[at]
        at += 1
        poly[i], poly[j] = poly[j], 1 - 2 * (signs & 1)
        signs >>= 1
    return poly


def hints(data):
    rows, at = [], 0
    for row in range(ROWS):
        end = data[OMEGA + row]
        if end < at or end > OMEGA or any(data[i] >= data[i + 1] for i in range(at, end - 1)):
            return None
        rows.append(set(data[at:end]))
        at = end
    return None if any(data[at:OMEGA]) else rows


def use_hint(hint, r):
    r0 = r % (2 * GAMMA2)
    if r0 > GAMMA2:
        r0 -= 2 * GAMMA2
    if r - r0 == Q - 1:
        r1, r0 = 0, r0 - 1
    else:
        r1 = (r - r0) // (2 * GAMMA2)
    return (r1 + (1 if r0 > 0 else -1)) % 44 if hint else r1


def ml_dsa_44_holds(public, message, signature):
    if len(public) != 1312 or len(signature) != 2420:
        return False
    rho, seed, hint = public[:32], signature[:32], hints(signature[32 + 2304 :])
    t1 = [unpack(public[32 + 320 * i : 352 + 320 * i], 10) for i in range(ROWS)]
    z = [[GAMMA1 - c for c in unpack(signature[32 + 576 * i : 608 + 576 * i], 18)] for i in range(COLUMNS)]
    if hint is None or max(abs(c) for poly in z for c in poly) >= GAMMA1 - BETA:
        return False
    tr = hashlib.shake_256(public).digest(64)
    mu = hashlib.shake_256(tr + b"\0\0" + message).digest(64)
    c, z = ntt(sample_in_ball(seed)), [ntt(poly) for poly in z]
    packed = b""
    for i in range(ROWS):
        t = ntt([x << DROPPED for x in t1[i]])
        total = [-a * b for a, b in zip(c, t)]
        for j in range(COLUMNS):
            total = [x + a * b for x, a, b in zip(total, expand_a(rho, i, j), z[j])]
        w = inverse_ntt([x % Q for x in total])
        w1 = [use_hint(n in hint[i], w[n]) for n in range(256)]
        packed += sum(value << (6 * n) for n, value in enumerate(w1)).to_bytes(192, "little")
    return hashlib.shake_256(mu + packed).digest(32) == seed


# The tree (RFC 6962, section 2.1) ---------------------------------------------------------------------------


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(entry):
    return sha256(b"\0" + entry)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def tree_hash(hashes):
    if not hashes:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(tree_hash(hashes[:k]), tree_hash(hashes[k:]))


def inclusion_root(index, size, leaf, path):
    """RFC 6962's PATH, read backwards: the proof's last hash is the sibling nearest to the root."""
    if size == 1:
        if path:
            raise Bad("the proof is too long")
        return leaf
    if not path:
        raise Bad("the proof is too short")
    k = 1 << (size - 1).bit_length() - 1
    if index < k:
        return node_hash(inclusion_root(index, k, leaf, path[:-1]), path[-1])
    return node_hash(path[-1], inclusion_root(index - k, size - k, leaf, path[:-1]))


def consistency_roots(old, size, known, path, old_root):
    """RFC 6962's SUBPROOF, read backwards: the roots of the old and the new tree that the proof leads to."""
    if old == size:
        if known:
            if path:
                raise Bad("the proof is too long")
            return old_root, old_root
        if len(path) != 1:
            raise Bad("the proof has a wrong length")
        return path[0], path[0]
    if not path:
        raise Bad("the proof is too short")
    k = 1 << (size - 1).bit_length() - 1
    if old <= k:
        before, after = consistency_roots(old, k, known, path[:-1], old_root)
        return before, node_hash(after, path[-1])
    before, after = consistency_roots(old - k, size - k, False, path[:-1], old_root)
    return node_hash(path[-1], before), node_hash(path[-1], after)


# Notes, checkpoints and keys --------------------------------------------------------------------------------


def strict_base64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise Bad("not canonical Base 64")
    return data


class Key:
    def __init__(self, vkey):
        self.vkey = vkey
        self.name, key_id, encoded = vkey.split("+", 2)
        data = strict_base64(encoded)
        self.kind, self.public = data[0], data[1:]
        self.key_id = sha256(self.name.encode() + b"\n" + data)[:4]
        if self.key_id.hex() != key_id:
            raise Bad(f"the id of the key {self.name} is wrong")

    def holds(self, text, signature):
        if self.kind == 1:
            return ed25519_holds(self.public, text.encode(), signature)
        seconds, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        if self.kind == 4:
            return ed25519_holds(self.public, f"cosignature/v1\ntime {seconds}\n{text}".encode(), signature)
        if self.kind == 6:
            origin, size, root = checkpoint_of(text)
            name = self.name.encode()
            message = b"subtree/v1\n\0" + bytes([len(name)]) + name + seconds.to_bytes(8, "big")
            message += bytes([len(origin.encode())]) + origin.encode() + bytes(8) + size.to_bytes(8, "big") + root
            return ml_dsa_44_holds(self.public, message, signature)
        raise Bad(f"unknown kind of key: {self.kind}")


def checkpoint_of(text):
    match = re.fullmatch(r"([^\n]+)\n(0|[1-9][0-9]*)\n([^\n]+)\n", text)
    if match is None:
        raise Bad("not a checkpoint of three lines")
    root = strict_base64(match[3])
    if len(root) != 32:
        raise Bad("the root hash is not a hash")
    return match[1], int(match[2]), root


def follow_rotations(logs, rotations):
    """Keys that came into use since: each is believed when a known Ed25519 key of the same name signed for it."""
    reached = list(logs)
    for text in rotations:
        leaf = json.loads(text.partition("\n")[2])
        old, new, signature = leaf.get("endorsed_by"), leaf["vkey"], leaf.get("endorsement", "")
        message = f"smp-key-succession/v1\n{old}\n{new}\n{leaf['at']}\n".encode()
        by = next((key for key in reached if key.vkey == old and key.kind == 1), None)
        if by and Key(new).name == by.name and ed25519_holds(by.public, message, strict_base64(signature)):
            reached.append(Key(new))
    return reached


def open_checkpoint(note, logs, witnesses, quorum):
    text, _, lines = note.rpartition("\n\n")
    text += "\n"
    if not note.endswith("\n"):
        raise Bad("the checkpoint is cut off")
    signed = set()
    for line in lines[:-1].split("\n"):
        match = re.fullmatch(r"\u2014 ([^ +]+) ([^ ]+)", line)
        if match is None:
            raise Bad("a signature line is malformed")
        data = strict_base64(match[2])
        for key in logs + witnesses:
            if key.name == match[1] and key.key_id == data[:4]:
                if not key.holds(text, data[4:]):
                    raise Bad(f"the signature of {key.name} does not hold")
                signed.add(key)
    origin, size, root = checkpoint_of(text)
    if not any(key in signed and key.name == origin for key in logs):
        raise Bad(f"no trusted key of {origin} signed")
    if len(signed.intersection(witnesses)) < quorum:
        raise Bad("too few witnesses cosigned")
    return size, root


# Tiles ------------------------------------------------------------------------------------------------------


def tile_path(level, index, width):
    parts = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        parts.insert(0, f"x{index % 1000:03d}")
    return f"tile/{level}/{'/'.join(parts)}" + ("" if width == 256 else f".p/{width}")


def read(folder, level, index, width):
    """A tile as wide as asked, or cut from the full one, which a log may keep in its place."""
    path = tile_path(level, index, width)
    if (folder / path).is_file():
        return (folder / path).read_bytes()
    full = folder / tile_path(level, index, 256)
    if not full.is_file():
        raise Bad(f"{path} is missing (from leaf {index * 256 ** (1 + (0 if level == 'entries' else level))})")
    data = full.read_bytes()
    if level != "entries":
        return data[: 32 * width]
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries_of(data, path)[:width])


def entries_of(data, path):
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data):
            raise Bad(f"{path} is cut off")
        entries.append(data[at + 2 : end])
        at = end
    return entries


def check_leaf(entry, index):
    """Our own entries: a line with version, kind and position, then canonical JSON."""
    head, _, body = entry.partition(b"\n")
    match = re.fullmatch(rb"smp-ledger/v1 [a-z-]+ (0|[1-9][0-9]*)", head)
    if match is None or int(match[1]) != index:
        raise Bad(f"leaf {index} does not say that it is at its place")
    if canonical(json.loads(body)).encode() != body:
        raise Bad(f"leaf {index} is not in canonical form")


def canonical(value):
    """RFC 8785: members in order, no spaces, numbers as ECMAScript writes them."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{canonical(name)}:{canonical(value[name])}" for name in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        if 1e-6 <= value < 1e21:
            return format(decimal.Decimal(repr(value)), "f").removesuffix(".0")
        return repr(value).replace("e-0", "e-")
    return json.dumps(value, ensure_ascii=False)


def check_tree(folder, size, root):
    row = []
    for first in range(0, size, 256):
        width = min(256, size - first)
        path = tile_path("entries", first // 256, width)
        entries = entries_of(read(folder, "entries", first // 256, width), path)
        if len(entries) != width:
            raise Bad(f"{path} holds {len(entries)} entries, not {width}")
        tile = read(folder, 0, first // 256, width)
        if len(tile) != 32 * width:
            raise Bad(f"{tile_path(0, first // 256, width)} has a wrong length")
        for i, entry in enumerate(entries):
            if leaf_hash(entry) != tile[32 * i : 32 * i + 32]:
                raise Bad(f"leaf {first + i} is not the one that was hashed into the tree")
            check_leaf(entry, first + i)
            row.append(leaf_hash(entry))
    leaves, level = row, 0
    while len(row) >= 256:
        row = [tree_hash(row[i : i + 256]) for i in range(0, len(row) - len(row) % 256, 256)]
        level += 1
        for first in range(0, len(row), 256):
            part = row[first : first + 256]
            if read(folder, level, first // 256, len(part)) != b"".join(part):
                raise Bad(f"{tile_path(level, first // 256, len(part))} is not the hashes of its leaves")
    if tree_hash(leaves) != root:
        raise Bad("the leaves do not add up to the root that was signed")
    return leaves


def check_receipt(text, trust):
    head, _, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise Bad("not a receipt")
    entry, index = strict_base64(lines[1][6:]), int(lines[2][6:])
    if lines[2] != f"index {index}":
        raise Bad("the index of the receipt has leading zeroes or signs")
    size, root = open_checkpoint(checkpoint, *trust)
    check_leaf(entry, index)
    if index >= size or inclusion_root(index, size, leaf_hash(entry), [strict_base64(x) for x in lines[3:]]) != root:
        raise Bad(f"the receipt does not prove leaf {index}")


def check_export(text, trust):
    """One JSON object a line: the range and its checkpoint, then each entry with its proof, none left out."""
    head, *lines = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    if head["format"] != "smp-ledger-export/v1":
        raise Bad("not an exported range")
    logs, *witnesses = trust
    size, root = open_checkpoint(head["checkpoint"], follow_rotations(logs, head.get("rotations", [])), *witnesses)
    first, past = head["from"], head["to"]
    if not 0 <= first < past <= size or len(lines) != past - first:
        raise Bad(f"the file does not hold the entries {first} to {past - 1}")
    for index, line in enumerate(lines, first):
        entry, path = line["leaf"].encode(), [strict_base64(x) for x in line["proof"]]
        if line["index"] != index:
            raise Bad(f"entry {index} is not at its place")
        check_leaf(entry, index)
        if inclusion_root(index, size, leaf_hash(entry), path) != root:
            raise Bad(f"entry {index} is not proved")
    return f"verified entries {first} to {past - 1} of {size}, root {root.hex()}"


def check_consistency(text, leaves, trust):
    head, _, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    old, path = int(lines[0].removeprefix("old ")), [strict_base64(x) for x in lines[1:]]
    size, root = open_checkpoint(checkpoint, *trust)
    old_root = tree_hash(leaves[:old])
    if old > size or (old == 0 and path):
        raise Bad(f"there is no proof from {old} to {size} leaves")
    if old > 0 and consistency_roots(old, size, True, path, old_root) != (old_root, root):
        raise Bad(f"the proof does not lead from {old} to {size} leaves")


def main():
    arguments = argparse.ArgumentParser(description="checks a published price ledger")
    arguments.add_argument("folder", type=pathlib.Path, metavar="DIR|FILE")
    arguments.add_argument("--log", action="append", required=True, metavar="VKEY")
    arguments.add_argument("--witness", action="append", default=[], metavar="VKEY")
    arguments.add_argument("--quorum", type=int, default=0)
    for name in ("receipt", "older", "consistency"):
        arguments.add_argument(f"--{name}", action="append", default=[], type=pathlib.Path, metavar="FILE")
    given = arguments.parse_args()
    try:
        trust = ([Key(vkey) for vkey in given.log], [Key(vkey) for vkey in given.witness], given.quorum)
        if given.folder.is_file():
            print(check_export(given.folder.read_text("utf-8"), trust))
            return 0
        if (given.folder / "rotations").is_file():
            told = json.loads((given.folder / "rotations").read_text("utf-8"))["rotations"]
            trust = (follow_rotations(trust[0], told), *trust[1:])
        size, root = open_checkpoint((given.folder / "checkpoint").read_text("utf-8"), *trust)
        leaves = check_tree(given.folder, size, root)
        for file in given.receipt:
            check_receipt(file.read_text("utf-8"), trust)
        for file in given.older:
            old_size, old_root = open_checkpoint(file.read_text("utf-8"), *trust)
            if old_size > size or tree_hash(leaves[:old_size]) != old_root:
                raise Bad(f"the tree of {old_size} leaves is not a prefix of that of {size}")
        for file in given.consistency:
            check_consistency(file.read_text("utf-8"), leaves, trust)
    except (Bad, ValueError, IndexError, KeyError, AttributeError) as error:
        print(f"not verified: {error}")
        return 1
    extra = len(given.receipt) + len(given.older) + len(given.consistency)
    print(f"verified {size} leaves, root {root.hex()}, {extra} further proofs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
