"""The solvers of `npm run check:proof`, in the dress of one that Halmos can start with an SMT-LIB file.

Halmos asks twice. First products and quotients are functions of which nothing is known but the lemmas. Yices is quick at
most of that; what it does not answer at once Bitwuzla, which thinks in bits, and cvc5, which here reads words as
integers, race for. What nobody refutes is asked again with the meaning of products and quotients. There the same two
race: cvc5 finds that it cannot be, Bitwuzla the counterexample.
"""

import subprocess
import sys
from multiprocessing import Pool
from pathlib import Path

YICES = Path(sys.executable).with_name("yices-smt2")
YICES_OPTIONS = ["--smt2-model-format", "--bvconst-in-decimal"]
YICES_SECONDS = 2
AS_INTEGERS = {"produce-models": "true", "solve-bv-as-int": "iand", "iand-mode": "bitwise"}

BY_NAME = "(declare-fun f_evm_"
BY_MEANING = "(define-fun f_evm_"


def by_yices(path):
    command = [YICES, *YICES_OPTIONS, path]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=YICES_SECONDS).stdout
    except subprocess.TimeoutExpired:
        return "unknown"


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


def is_decided(answer):
    return answer.split("\n", 1)[0] in ("sat", "unsat")


def answer_of(solver_and_path):
    solver, path = solver_and_path
    return solver(path)


def by_the_first(path):
    with Pool(2) as pool:  # leaving it ends the slower one
        answers = pool.imap_unordered(answer_of, [(by_bitwuzla, path), (by_cvc5, path)])
        return next(filter(is_decided, answers), "unknown")


if __name__ == "__main__":
    path = sys.argv[1]
    question = Path(path).read_text(encoding="utf-8")
    if BY_MEANING in question:
        print(by_the_first(path))
    else:
        answer = by_yices(path)
        print(answer if is_decided(answer) else by_the_first(path))
        if BY_NAME in question:
            # By this name Halmos knows that a model is no counterexample yet.
            print("(f_evm_)")
