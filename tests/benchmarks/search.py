"""Time search by hand: ``python -m tests.benchmarks.search [FILE]`` on a generated network.

Each question is typed letter by letter; every letter is answered by `find_things` as the palette asks it. The
rare word is compared with a full LIKE over the same texts, in the same run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from dgsdesk.application.desk import Desk
from dgsdesk.application.example.generation import Size
from dgsdesk.application.ports.search import Term, Wanted
from dgsdesk.application.search.acts import find_things
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.bootstrap.stories import generate_network
from dgsdesk.storage.search import SearchIndex
from dgsdesk.storage.vault import SqlVault
from tests.conftest import TODAY

EPCI, SIZE = "200023414", Size(20, 12)
TYPED = (
    "eau pluviale",
    "l’école",
    "commune",
    "les communes de la métropole",
    "la convention",
    "voirie communale entretien",
    "déneigement",
    "dépôts sauvages collecte",
    "délibération type",
    "régime indemnitaire",
    "« eaux pluviales » avaloirs",
    "type:zone assainissement",
    "commune:Elbeuf voirie depuis:2020",
    "secrétaires généraux",
    "assurances dommage tiers",
    "décembre 2019",
    "introuvable",
)
RUNS = 3
LIKE = """
SELECT id FROM agenda_item WHERE title LIKE ?1 OR question LIKE ?1
UNION ALL SELECT id FROM minutes_entry WHERE text LIKE ?1
UNION ALL SELECT id FROM grey_zone WHERE title LIKE ?1 OR question LIKE ?1 OR solution LIKE ?1
UNION ALL SELECT id FROM decision WHERE text LIKE ?1
UNION ALL SELECT id FROM action WHERE text LIKE ?1
UNION ALL SELECT id FROM observation WHERE text LIKE ?1
UNION ALL SELECT id FROM raised_theme WHERE title LIKE ?1 OR question LIKE ?1
"""


def milliseconds(work: object, *args: object) -> float:
    start = perf_counter()
    work(*args)  # type: ignore[operator]
    return (perf_counter() - start) * 1000


def typing(desk: Desk) -> None:
    every: list[float] = []
    print(f"{'typed':<36} {'hits':>4} {'median':>8} {'worst':>8}  ms a letter")
    for words in TYPED:
        times = [
            milliseconds(desk.ask, find_things, words[: end + 1])
            for _ in range(RUNS)
            for end in range(len(words))
        ]
        every += times
        hits = len(desk.ask(find_things, words))
        print(f"{words:<36} {hits:>4} {median(times):>8.1f} {max(times):>8.1f}")
    ranks = quantiles(every, n=100)
    print(
        f"every letter ({len(every)}): median {ranks[49]:.1f}, p99 {ranks[98]:.1f}, worst {max(every):.1f} ms"
    )


def rare_word(desk: Desk) -> None:
    assert isinstance(desk.vault, SqlVault)
    with desk.vault.raw() as connection:
        query = (
            "SELECT form FROM search_term t WHERE length(form) > 9 AND form = stem AND (SELECT count(*)"
            " FROM search_words WHERE search_words MATCH form) BETWEEN 3 AND 40 LIMIT 1"
        )
        ((word,),) = connection.execute(query).fetchall()
        like = median(
            milliseconds(lambda: connection.execute(LIKE, (f"%{word}%",)).fetchall()) for _ in range(5)
        )
    wanted = Wanted((Term(word, word, grows=True),))
    index = median(milliseconds(desk.vault.finder.find, wanted, 200) for _ in range(20))
    whole = median(milliseconds(desk.ask, find_things, word) for _ in range(20))
    print(f"rare « {word} »: LIKE {like:.1f} ms; index {index:.2f} ms, {like / index:.0f} times faster")
    print(f"the same read, ranked, with its passages: {whole:.1f} ms, {like / whole:.0f} times faster")


def main(path: Path) -> None:
    if not path.exists():
        start = perf_counter()
        print(generate_network(path, EPCI, SIZE, TODAY), f"in {perf_counter() - start:.1f} s")
    desk = open_desk(path)
    try:
        assert isinstance(desk.vault, SqlVault)
        with desk.vault.raw() as connection:
            print(f"index made anew in {milliseconds(SearchIndex.rebuild, connection) / 1000:.1f} s")
        typing(desk)
        rare_word(desk)
    finally:
        desk.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "reseau.dgsdb")
