"""The solvers of `npm run check:proof`, in the dress of one that Halmos can start with an SMT-LIB file.

Halmos asks twice. First products and quotients are functions of which nothing is known but the lemmas. Yices is quick at
most of that; what it does not answer at once Bitwuzla, which thinks in bits, and cvc5, which here reads words as
integers, race it for. What nobody refutes is asked again with the meaning of products and quotients. There the last two
race alone: cvc5 finds that it cannot be, Bitwuzla the counterexample.
"""

import subprocess
import sys
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

YICES = Path(sys.executable).with_name("yices-smt2")
YICES_OPTIONS = ["--smt2-model-format", "--bvconst-in-decimal"]
HEAD_START_SECONDS = 2
AS_INTEGERS = {"produce-models": "true", "solve-bv-as-int": "iand", "iand-mode": "bitwise"}

BY_NAME = "(declare-fun f_evm_"
BY_MEANING = "(define-fun f_evm_"


# Imported where they are used: most questions end with Yices, and each is a process of its own.


def by_bitwuzla(path):
    import bitwuzla

    options = bitwuzla.Options()
    options.set(bitwuzla.Option.PRODUCE_MODELS, True)
    parser = bitwuzla.Parser(bitwuzla.TermManager(), options)
    parser.parse(path, True)
    solver = parser.bitwuzla()
    answer = solver.check_sat().name.lower()
    if answer != "sat":
        return answer
    words = [term for term in parser.get_declared_funs() if term.sort().is_bv()]
    model = [f"(define-fun {word} () {word.sort()} {solver.get_value(word)})" for word in words]
    return "\n".join([answer, *model])


def by_cvc5(path):
    import cvc5

    solver = cvc5.Solver(cvc5.TermManager())
    for name, value in AS_INTEGERS.items():
        solver.setOption(name, value)
    parser = cvc5.InputParser(solver)
    parser.setFileInput(cvc5.InputLanguage.SMT_LIB_2_6, path)
    answers = ""
    while not (command := parser.nextCommand()).isNull():
        answers += command.invoke(solver, parser.getSymbolManager())
    return answers


SOLVERS = {"bitwuzla": by_bitwuzla, "cvc5": by_cvc5}


def is_decided(answer):
    return answer.split("\n", 1)[0] in ("sat", "unsat")


class Race:
    """Solvers as processes, which can be ended while they think."""

    def __init__(self):
        self.processes = []
        self.answers = Queue()

    def enter(self, *command):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        Thread(target=lambda: self.answers.put(process.communicate()[0]), daemon=True).start()

    def winner(self, path, needs_meaning):
        waiting = len(SOLVERS)
        if not needs_meaning:
            self.enter(YICES, *YICES_OPTIONS, path)
            waiting += 1
            try:
                answer = self.answers.get(timeout=HEAD_START_SECONDS)
                if is_decided(answer):
                    return answer
                waiting -= 1
            except Empty:
                pass
        for name in SOLVERS:
            self.enter(sys.executable, __file__, path, name)
        for _ in range(waiting):
            answer = self.answers.get()
            if is_decided(answer):
                return answer
        return "unknown"

    def end(self):
        for process in self.processes:
            process.kill()


def main(path):
    question = Path(path).read_text(encoding="utf-8")
    race = Race()
    try:
        print(race.winner(path, BY_MEANING in question))
    finally:
        race.end()
    if BY_NAME in question:
        # By this name Halmos knows that a model is no counterexample yet.
        print("(f_evm_)")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        print(SOLVERS[sys.argv[2]](sys.argv[1]))
