"""The engine `ray`: a cluster of two nodes on this machine, and a Ray of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import engine_contract
import engine_work
import pytest
from ray.cluster_utils import Cluster

from model.errors import UserError
from scenarios import engines
from scenarios.engines.ray import ENVIRONMENT

MEGABYTES = 2**20
NODE = {"num_cpus": 1, "object_store_memory": 80 * MEGABYTES}


@pytest.fixture(scope="module", autouse=True)
def _environment() -> Iterator[None]:
    """Let workers find the work functions, and Ray be quiet."""
    with pytest.MonkeyPatch.context() as patch:
        folder = str(Path(engine_work.__file__).parent)
        path = [folder, *filter(None, [os.environ.get("PYTHONPATH")])]
        patch.setenv("PYTHONPATH", os.pathsep.join(path))
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="module")
def cluster(_environment: None) -> Iterator[Cluster]:
    """Return a cluster of two nodes with a processor each."""
    made = Cluster(initialize_head=True, head_node_args={**NODE, "include_dashboard": False})
    made.add_node(**NODE)
    made.wait_for_nodes()
    yield made
    made.shutdown()


def test_results_and_errors(cluster: Cluster) -> None:
    engine_contract.check_results("ray", address=cluster.address)
    engine_contract.check_errors("ray", address=cluster.address)


def test_a_sweep_has_the_same_record(cluster: Cluster, tmp_path: Path) -> None:
    engine_contract.check_sweep("ray", tmp_path, address=cluster.address)


def test_both_nodes_work_with_one_thread_a_worker(cluster: Cluster) -> None:
    answers = engines.run("ray", engine_work.machine, range(12), address=cluster.address)
    assert len({node for _, node in answers}) == 2
    (_, found), *_ = engines.run("ray", engine_work.threads, range(1), address=cluster.address)
    assert isinstance(found, dict)
    assert found["NUMBA_NUM_THREADS"] == found["OMP_NUM_THREADS"] == "1"


def test_a_worker_killed_once_costs_nothing(cluster: Cluster, tmp_path: Path) -> None:
    tasks = [(str(tmp_path), number) for number in range(20)]
    answers = list(engines.run("ray", engine_work.killed_once, tasks, address=cluster.address))
    assert (tmp_path / "killed").exists()
    assert len(answers) == 20
    assert dict(answers) == {number: number for number in range(20)}


def test_a_task_that_always_kills_its_worker_is_the_only_one_lost(cluster: Cluster) -> None:
    answers = dict(
        engines.run("ray", engine_work.deadly, range(12), address=cluster.address, retries=1)
    )
    lost = answers.pop(7)
    assert isinstance(lost, engines.LostWorkerError)
    assert "lost each of 2 times" in str(lost)
    assert answers == {number: number for number in range(12) if number != 7}


def test_a_node_that_goes_away_costs_nothing(cluster: Cluster) -> None:
    third = cluster.add_node(**NODE)
    cluster.wait_for_nodes()
    nodes = []
    for index, answer in engines.run(
        "ray", engine_work.machine, range(40), address=cluster.address
    ):
        assert isinstance(answer, str), answer
        nodes.append((index, answer))
        if third.node_id in {node for _, node in nodes} and third in cluster.list_all_nodes():
            cluster.remove_node(third, allow_graceful=False)
    assert third not in cluster.list_all_nodes()
    assert sorted(index for index, _ in nodes) == list(range(40))


def test_a_ray_of_its_own_is_stopped_when_closed(capfd: pytest.CaptureFixture[str]) -> None:
    engine_contract.check_closing("ray", most=3)
    told = capfd.readouterr()
    assert (told.out, told.err) == ("", "")


def test_an_address_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        list(engines.run("ray", engine_work.square, range(3), address="127.0.0.1:1"))
    assert "cluster.address=127.0.0.1:1 cannot be reached" in str(told.value)
    assert "ray start --head" in str(told.value)
