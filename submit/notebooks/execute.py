"""Runs notebooks from top to bottom in this Python: execute.py FOLDER-OF-COPIES NOTEBOOK..."""
import pathlib
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def main(folder, *notebooks):
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    failed = 0
    for source in map(pathlib.Path, notebooks):
        begun = time.monotonic()
        notebook = nbformat.read(source, as_version=4)
        if any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells):
            failed += 1
            print(f"{source.name}: failed: it was saved with outputs", flush=True)
            continue
        client = NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": folder}})
        try:
            client.execute()
            said = f"{sum(cell.cell_type == 'code' for cell in notebook.cells)} cells in {time.monotonic() - begun:.0f} s"
        except CellExecutionError as broken:
            failed, said = failed + 1, f"failed: {broken}"
        nbformat.write(notebook, pathlib.Path(folder) / source.name)
        print(f"{source.name}: {said}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
