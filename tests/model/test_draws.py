"""Addressed uniforms: known answers, the three ways of computing them, addresses, seeds."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from model import draws
from model.errors import UserError

# Random123 (Salmon et al. 2011), kat_vectors, philox4x32 with 7 rounds: counter, key, answer.
KNOWN_ANSWERS = (
    (
        (0, 0, 0, 0),
        (0, 0),
        (0x5F6FB709, 0x0D893F64, 0x4F121F81, 0x4F730A48),
    ),
    (
        (0xFFFFFFFF,) * 4,
        (0xFFFFFFFF,) * 2,
        (0x5207DDC2, 0x45165E59, 0x4D8EE751, 0x8C52F662),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0x4DFCCABA, 0x190A87F0, 0xC47362BA, 0xB6B5242A),
    ),
)


@pytest.fixture(scope="module")
def compiled():
    return numba.njit(error_model="numpy")(draws.philox)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_known_answer_of_python_integers(counter, key, answer):
    assert draws.philox(*counter, *key) == answer


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_known_answer_of_arrays(counter, key, answer):
    words = draws.philox(*(np.full(3, c, dtype=np.uint64) for c in counter), *key)
    assert [w.tolist() for w in words] == [[a] * 3 for a in answer]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_known_answer_of_compiled_integers(compiled, counter, key, answer):
    arguments = [np.int64(word) for word in (*counter, *key)]
    assert tuple(int(w) & draws.MASK for w in compiled(*arguments)) == answer


def test_compiled_integers_equal_python_on_random_counters(compiled):
    generator = np.random.default_rng(0)
    for counter in generator.integers(0, 2**32, size=(200, 6)).tolist():
        words = compiled(*(np.int64(c) for c in counter))
        assert tuple(int(w) for w in words) == draws.philox(*counter)


@pytest.mark.parametrize("seed", [0, 1, 2**32, 2**64 - 1])
@pytest.mark.parametrize(
    ("stage", "n"), [(draws.LINKS, 1), (draws.DETECTION, 2), (draws.SPEECH, 4), (draws.POLICY, 4)]
)
def test_table_equals_single_addressed_draws(seed, stage, n):
    """Month m of a stage of n uniforms is words n m mod 4 onwards of counter month n m div 4."""
    names = ("USA>MEX", "DEA|police")
    got = draws.table(seed, 999, range(3, 8), stage, names)
    for m, month in enumerate(range(3, 8)):
        for e, name in enumerate(names):
            block, first = divmod(n * month, 4)
            words = draws.philox(
                999, block, stage, draws.address(name), seed % 2**32, seed // 2**32
            )
            assert got[m][e] == tuple((w + 0.5) / 2.0**32 for w in words[first : first + n])


def test_table_of_some_months_is_part_of_the_table_of_all():
    names = ("a", "b", "c")
    whole = draws.table(5, 0, range(24), draws.SPEECH, names)
    assert draws.table(5, 0, range(10, 14), draws.SPEECH, names) == whole[10:14]


def test_another_name_leaves_the_others_draws_unchanged():
    few = draws.table(7, 3, range(12), draws.MANDATE, ("a", "b"))
    more = draws.table(7, 3, range(12), draws.MANDATE, ("new", "a", "b"))
    assert [row[1:] for row in more] == few
    assert all(row[0] not in row[1:] for row in more)


@pytest.mark.parametrize("change", ["seed", "replicate", "stage", "name"])
def test_each_part_of_the_address_counts(change):
    address = {"seed": 0, "replicate": 0, "stage": draws.SPEECH, "name": "a"}
    other = {"seed": 1, "replicate": 1, "stage": draws.THREAT, "name": "b"}

    def drawn(a):
        return draws.table(a["seed"], a["replicate"], range(12), a["stage"], (a["name"],))

    base = drawn(address)
    changed = drawn(address | {change: other[change]})
    assert not set(sum((row[0] for row in base), ())) & set(sum((row[0] for row in changed), ()))


def test_months_and_the_four_of_an_address_all_differ():
    rows = draws.table(0, 0, range(200), draws.SPEECH, ("a",))
    assert len({u for row in rows for u in row[0]}) == 800
    rows = draws.table(0, 0, range(200), draws.LINKS, ("a",))
    assert len({u for row in rows for u in row[0]}) == 200


def test_uniform_is_inside_the_open_interval():
    assert draws.uniform(0) == 0.5 / 2**32 > 0.0
    assert draws.uniform(2**32 - 1) == 1.0 - 0.5 / 2**32 < 1.0


def test_uniforms_have_the_moments_and_the_law_of_a_uniform():
    """With 40,000 draws: mean within 4 standard errors, variance too, KS statistic below 2/sqrt(n).

    The seed is fixed, so the test cannot fail by chance; seeds 0 to 4 are all tried.
    """
    for seed in range(5):
        rows = draws.table(seed, 0, range(2000), draws.DETECTION, [f"c{i}" for i in range(10)])
        u = np.sort(np.array(rows).ravel())
        n = u.size
        assert n == 40_000
        assert u[0] > 0.0
        assert u[-1] < 1.0
        assert abs(u.mean() - 0.5) < 4.0 * (1.0 / 12.0 / n) ** 0.5
        assert abs(u.var() - 1.0 / 12.0) < 4.0 * (1.0 / 180.0 / n) ** 0.5
        steps = np.arange(n + 1) / n
        assert max((steps[1:] - u).max(), (u - steps[:-1]).max()) < 2.0 / n**0.5


def test_the_four_uniforms_of_an_address_are_uncorrelated():
    rows = np.array(draws.table(0, 0, range(10_000), draws.SPEECH, ("a",)))[:, 0, :]
    off = np.corrcoef(rows.T)[np.triu_indices(4, 1)]
    assert np.abs(off).max() < 4.0 / 100.0


def test_address_is_stable():
    """The addresses of names are part of every result: they must never change."""
    assert draws.address("USA>MEX") == 0x4754AAB0  # b0 aa 54 47, least significant byte first
    assert draws.address("USA>MEX") != draws.address("MEX>USA")


def test_shared_address_is_told(monkeypatch):
    draws.check_addresses(["a", "b", "a"])
    monkeypatch.setattr(draws, "address", lambda name: 1)
    with pytest.raises(UserError) as error:
        draws.check_addresses(["a", "b"])
    assert str(error.value) == (
        "'b' and 'a' share a random address; allowed one entity an address; "
        "set by their ids. Rename one of them."
    )


@pytest.mark.parametrize("seed", [-1, 2**64, True, 1.0, "1", None])
def test_what_is_not_a_seed_is_told(seed):
    with pytest.raises(UserError) as error:
        draws.split_seed(seed)
    assert str(error.value) == (
        f"seed={seed} is not a seed; allowed whole numbers from 0 to 2**64 - 1; "
        "set by the caller. Give an integer; 0 is a seed."
    )


def test_seed_is_split_into_two_words():
    assert draws.split_seed(0) == (0, 0)
    assert draws.split_seed(2**64 - 1) == (draws.MASK, draws.MASK)
    assert draws.split_seed(3 * 2**32 + 5) == (5, 3)
