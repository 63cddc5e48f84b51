"""How alike two names of one paper are, as numbers: words, stems, initials, places.

What is one thing is decided from these in `extractors.joining`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.abbreviations import long_form_start
from extractors.resources import read_words
from ontology.keys import singular
from ontology.known import is_short
from ontology.schema import EntityType

__all__ = ["FEATURES", "Name", "count_wider", "features", "make_name", "stem"]

_SUFFIX = re.compile(
    r"(?:izations?|isations?|ational|ations?|ators?|ating|ated|ates?|ising|izing|ized|ised|izes?"
    r"|ises?|ments?|ings?|ions?|ives?|ness|ities|ity|ally|ical|als?|ers?|ors?|ed|es|ies|y|e|s)$"
)
_NUMBERED = re.compile(r"([a-z])(\d)([a-z]+)")

FEATURES = (
    "initials", "capitals are initials", "letters in order", "defined together",
    "same stems", "same telling stems", "shared stems", "shared telling stems",
    "inside", "inside at the end", "inside at the start", "inside but for generic words",
    "telling inside", "telling truly inside", "shorter tells nothing", "longer tells nothing",
    "shares a telling stem", "same head", "words more", "one word more", "words",
    "one word", "words inside", "rivals", "letters inside", "common start",
    "shorter is short", "longer is short", "both short", "short is a word of the other", "names",
    "times of the shorter", "times of the longer", "shorter in title", "longer in title",
    "longer only in title", "a digit", "different digits", "telling overlap",
    *(str(type_) for type_ in EntityType),
)  # fmt: skip


@lru_cache(65536)
def stem(word: str) -> str:
    """A crude stem, so that detection, detecting and detector are one.

    >>> [stem(w) for w in ("detection", "detecting", "detectors", "recognizing", "recognition")]
    ['detect', 'detect', 'detect', 'recogn', 'recogn']
    """
    word = singular(word)
    for _ in range(2):
        cut = _SUFFIX.sub("", word)
        if len(cut) >= 4:
            word = cut
    word = re.sub(r"(?:it|iz|is)$", "", word) if len(word) > 6 else word
    return re.sub(r"([b-df-hj-np-tv-z])\1$", r"\1", word)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    Attributes:
        key: Its comparison key.
        forms: As the text writes it, the most frequent form first.
        words: Words of the key.
        stems: Their stems, little words left out.
        telling: Stems of the words that tell something.
        initials: First letters of the words, little words left out.
        letters: Letters and digits of the key.
        is_short: Whether it is written as one word with two capitals.
        times: How often the paper names it.
        in_title: Whether the title does.
    """

    key: str
    forms: tuple[str, ...]
    words: tuple[str, ...]
    stems: frozenset[str]
    telling: frozenset[str]
    initials: str
    letters: str
    is_short: bool
    times: int
    in_title: bool


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def make_name(key: str, forms: Counter[str], *, in_title: bool) -> Name:
    """Take a name apart.

    Args:
        key: Comparison key of all its forms.
        forms: How often each form occurs.
        in_title: Whether the title has one.
    """
    words = tuple(re.findall(r"[^\W_]+", key))
    inner = [word for word in words if word not in read_words("little_words.txt")]
    generic = read_words("generic_words.txt")
    return Name(
        key=key,
        forms=tuple(sorted(forms, key=lambda form: (-forms[form], form))),
        words=words,
        stems=frozenset(map(stem, inner)),
        telling=frozenset(stem(w) for w in inner if not {w, singular(w)} & generic),
        initials="".join(word[0] for word in inner),
        letters=_letters(key),
        is_short=any(map(is_short, forms)),
        times=forms.total(),
        in_title=in_title,
    )


def _acronym(short: Name, long: Name) -> tuple[bool, bool, bool]:
    """Whether initials spell it exactly, its capitals do, its letters stand in order."""
    if len(short.words) > 2 or len(long.words) < 2 or not (short.is_short or len(short.words) == 1):
        return False, False, False
    form = short.forms[0].removesuffix("s")
    letters = _letters(form)
    exact = letters in {long.initials, "".join(word[0] for word in long.words)}
    capitals = "".join(filter(str.isupper, short.forms[0])).casefold()
    loose = len(capitals) >= 2 and capitals == long.initials
    in_order = (
        short.is_short
        and len(letters) >= 2
        and long_form_start(short.forms[0], f"{long.forms[0]} ") == 0
    )
    return exact or _numbered(letters) == long.initials, loose, in_order


def _numbered(letters: str) -> str | None:
    """Letters with a number for a repeated one written out: "w3c" is "wwwc"."""
    match = _NUMBERED.fullmatch(letters)
    return match[1] * int(match[2]) + match[3] if match else None


def _share(one: Collection[str], other: Collection[str], whole: int) -> float:
    return len(set(one) & set(other)) / max(1, whole)


def _common_start(one: str, other: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def count_wider(names: Sequence[Name]) -> dict[str, int]:
    """How many names have all the stems of each name, itself among them, by key."""
    having: dict[str, set[int]] = defaultdict(set)
    for number, name in enumerate(names):
        for word in name.stems:
            having[word].add(number)
    everything = set(range(len(names)))
    return {
        name.key: len(everything.intersection(*(having[word] for word in name.stems)))
        for name in names
    }


def features(
    one: Name, other: Name, type_: EntityType, wider: Mapping[str, int], *, defined: bool
) -> tuple[float, ...]:
    """How alike two names are.

    Args:
        one: A name.
        other: Another one.
        type_: The type of both.
        wider: Of all names of that type in the paper, see `count_wider`.
        defined: Whether both stand in definitions of abbreviations.

    Returns:
        Values in the order of `FEATURES`; the same for either order of the names.
    """
    a, b = sorted((one, other), key=lambda n: (len(n.words), len(n.key), n.key))
    generic = read_words("generic_words.txt")
    little = read_words("little_words.txt")
    more = [w for w in b.words if stem(w) not in a.stems and w not in little]
    inside = a.stems <= b.stems
    shared = a.telling & b.telling
    digits = [re.sub(r"\D", "", n.key) for n in (a, b)]
    values = (
        *_acronym(a, b), defined,
        bool(a.stems) and a.stems == b.stems, bool(a.telling) and a.telling == b.telling,
        _share(a.stems, b.stems, len(a.stems | b.stems)),
        len(shared) / max(1, len(a.telling | b.telling)),
        inside, inside and b.words[-len(a.words):] == a.words,
        inside and b.words[: len(a.words)] == a.words,
        inside and all({w, singular(w)} & generic for w in more),
        bool(a.telling) and a.telling <= b.telling, bool(a.telling) and a.telling < b.telling,
        not a.telling, not b.telling, bool(shared),
        bool(a.words and b.words) and stem(a.words[-1]) == stem(b.words[-1]),
        min(len(more), 4) / 4, len(more) == 1, min(len(a.words), 4) / 4,
        len(a.words) == 1, len(a.words) >= 2 and inside,
        min(wider[a.key] - 1 - inside, 3) / 3,
        len(a.letters) >= 3 and a.letters in b.letters,
        _common_start(a.letters, b.letters) / max(1, len(a.letters)),
        a.is_short, b.is_short, a.is_short and b.is_short,
        a.is_short and a.key in b.key.split(), min(len(wider), 8) / 8,
        min(a.times, 4) / 4, min(b.times, 4) / 4, a.in_title, b.in_title,
        b.times == 1 and b.in_title, bool(digits[0] or digits[1]), digits[0] != digits[1],
        len(shared) / max(1, min(len(a.telling), len(b.telling))),
        *(type_ is kind for kind in EntityType),
    )  # fmt: skip
    return tuple(map(float, values))
