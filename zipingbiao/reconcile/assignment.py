"""The optimisation behind joint decoding, for OR-tools' CP-SAT (Apache-2.0), in whole numbers.

One literal a candidate, exactly one of a figure's; one literal a claim for "broken", which has the
price of a publisher's slip. Values are scaled by their most decimals, costs are −1000·ln p.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, product

from ortools.sat.python import cp_model

from zipingbiao.reconcile.candidates import SLIP, Candidate, cost_of, most_of, price
from zipingbiao.reconcile.check import Interval, Result
from zipingbiao.reconcile.claims import CapClaim, Claim, FormulaClaim, SumClaim
from zipingbiao.schemas.figure import Figure

# How likely it is that a sum is off by rounding.
ROUNDED = 0.1
# Values are whole numbers of so many digits at most: sums of hundreds of them fit 64 bits.
DIGITS = 15
# Work for all solutions of a form, in CP-SAT's deterministic time (a third is about a second).
WORK = 0.3
# So many candidates of a figure are tried against a formula together with those of others; each of
# the rest only with the likeliest one of all others.
LIKELIEST = 2

Options = Mapping[str, Sequence[Candidate]]


@dataclass(frozen=True, slots=True)
class Solution:
    """An assignment: the chosen candidate of each open figure (with the value that the claims tell
    where it is "something else"), its cost, and which claims are broken (by their position)."""

    chosen: dict[str, Candidate]
    picked: dict[str, int]
    cost: int
    broken: frozenset[int]


class TooMuchWork(Exception):
    """No solution within the work allowed: whether there is one, or a better one, is not known."""


class Assignment:
    """The model: what is open, what is fixed, what ties them together."""

    def __init__(
        self,
        options: Options,
        fixed: Mapping[str, Figure],
        claims: Sequence[Claim],
        work: float | None = None,
    ) -> None:
        """Build it.

        Args:
            options: the candidates of each open figure; the last one is "something else" where
                it has no value.
            fixed: all other figures of the claims.
            claims: over keys of `options` and `fixed`.
            work: how much may be done; what is `left` of another model of the same form.
        """
        self._model = cp_model.CpModel()
        self._options, self._fixed, self._claims = options, fixed, claims
        self._scale = self._places_kept()
        self._picks = {k: [self._literal() for _ in found] for k, found in options.items()}
        self._rest: dict[str, cp_model.IntVar] = {}
        self._costs: list[cp_model.LinearExprT] = []
        for key in options:
            self._add_figure(key)
        self._broken = [self._add_claim(claim) for claim in claims]
        self.left = WORK if work is None else work
        self._cost = cp_model.LinearExpr.sum(self._costs)
        self._model.minimize(self._cost)

    def solve(self) -> Solution | None:
        """The best assignment; None where none is left.

        Raises:
            TooMuchWork: the work for this form is used up.
        """
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        # The models are small: what presolving saves is less than what it costs (measured: 3×).
        solver.parameters.cp_model_presolve = False
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_deterministic_time = max(0.0, self.left)
        status = solver.solve(self._model)
        self.left -= solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise TooMuchWork
        picked = {
            key: next(i for i, pick in enumerate(picks) if solver.boolean_value(pick))
            for key, picks in self._picks.items()
        }
        broken = frozenset(i for i, b in enumerate(self._broken) if solver.boolean_value(b))
        cost = round(solver.objective_value)
        solution = Solution({}, picked, cost, broken)
        chosen = {key: self._chosen(key, solution, solver) for key in picked}
        return replace(solution, chosen=chosen)

    def differ(self, best: Solution, keys: Sequence[str]) -> None:
        """From now on one of these figures is not what it is in the best assignment."""
        self._model.add_bool_or([self._picks[key][best.picked[key]].Not() for key in keys])

    def bound(self, cost: int) -> None:
        """From now on no assignment may cost more."""
        self._model.add(self._cost <= cost)

    def _literal(self) -> cp_model.IntVar:
        return self._model.new_bool_var("")

    def _places_kept(self) -> int:
        """The decimals that values are scaled by: one more than the most that are printed, for half
        of the last place; fewer where values are so large that a sum would not fit."""
        values = [c.value for found in self._options.values() for c in found]
        values += [figure.value for figure in self._fixed.values()]
        known = [value for value in values if value is not None]
        decimals = max((self._places(value) for value in known), default=0)
        digits = max((value.adjusted() + 1 for value in known if value), default=1)
        return min(decimals + 1, DIGITS - max(1, digits))

    @staticmethod
    def _places(value: Decimal) -> int:
        return max(0, -int(value.as_tuple().exponent))

    def _cut_off(self, keys: Iterable[str]) -> int:
        """Of how many figures, as they are most probably read, the scale cuts digits off."""
        values = (self._printed(key).value or Decimal(0) for key in keys)
        return sum(self._places(value) > self._scale for value in values)

    def _whole(self, value: Decimal) -> int:
        return int(value.scaleb(self._scale))

    def _add_figure(self, key: str) -> None:
        picks, found = self._picks[key], self._options[key]
        self._model.add_exactly_one(picks)
        for pick, candidate in zip(picks, found, strict=True):
            self._costs.append(price(candidate) * pick)
        if found[-1].value is None and not found[-1].absent:
            bound = min(self._whole(most_of(key)), 10**DIGITS)
            self._rest[key] = self._model.new_int_var(0, bound, "")
            self._model.add(self._rest[key] == 0).only_enforce_if(picks[-1].Not())
            known = [self._whole(c.value) for c in found if c.value is not None]
            others = cp_model.Domain.from_values(known).complement()
            self._model.add_linear_expression_in_domain(self._rest[key], others).only_enforce_if(
                picks[-1]
            )

    def _value(self, key: str) -> cp_model.LinearExprT:
        if key not in self._options:
            value = self._fixed[key].value
            return cp_model.LinearExpr.sum([self._whole(value) if value is not None else 0])
        pairs = zip(self._picks[key], self._options[key], strict=True)
        terms = [self._whole(c.value) * pick for pick, c in pairs if c.value is not None]
        rest = [self._rest[key]] if key in self._rest else []
        return cp_model.LinearExpr.sum([*terms, *rest])

    def _add_claim(self, claim: Claim) -> cp_model.IntVar:
        broken = self._literal()
        self._costs.append(cost_of(SLIP) * broken)
        if isinstance(claim, SumClaim):
            self._add_sum(claim, broken)
        elif isinstance(claim, CapClaim):
            low, high = (self._value(key) for key in claim.keys)
            self._model.add(low <= high).only_enforce_if(broken.Not())
        else:
            self._add_formula(claim, broken)
        return broken

    def _add_sum(self, claim: SumClaim, broken: cp_model.IntVar) -> None:
        ways = [broken]
        for option in claim.options:
            parts = cp_model.LinearExpr.sum([self._value(key) for key in option])
            difference = cp_model.LinearExpr.sum([self._value(claim.total), -parts])
            exact = self._literal()
            # What is cut off of each figure is less than one unit.
            units = self._cut_off({claim.total, *option})
            self._model.add(difference <= units).only_enforce_if(exact)
            self._model.add(difference >= -units).only_enforce_if(exact)
            ways.append(exact)
            slack = self._whole(self._slack(claim, option))
            if slack > 0:
                near = self._literal()
                self._costs.append(cost_of(ROUNDED) * near)
                self._model.add(difference <= slack).only_enforce_if(near)
                self._model.add(difference >= -slack).only_enforce_if(near)
                ways.append(near)
        self._model.add_exactly_one(ways)

    def _slack(self, claim: SumClaim, option: Sequence[str]) -> Decimal:
        """How far a sum may be off by the printed precision of its figures."""
        spread = [Interval.of(self._printed(claim.total))]
        spread += [claim.meaning(self._printed(key)) for key in option]
        return sum(((i.high - i.low) / 2 for i in spread), Decimal(0))

    def _printed(self, key: str) -> Figure:
        """A figure as it is fixed, or as it is most probably read."""
        if key in self._fixed:
            figure = self._fixed[key]
            return figure if figure.value is not None else replace(figure, value=Decimal(0))
        first = self._options[key][0]
        return Figure(first.text, first.value or Decimal(0), first.decimals)

    def _add_formula(self, claim: FormulaClaim, broken: cp_model.IntVar) -> None:
        """One of the combinations of values under which the formula holds; without a value of one
        of its figures it says nothing."""
        ways = [broken, *(pick for key in claim.keys for pick in self._without_value(key))]
        for picks, figures in self._combinations(claim.keys):
            result = claim.compare(figures)
            if result is Result.FAIL:
                continue
            way = self._literal()
            for pick in picks:
                self._model.add_implication(way, pick)
            if result is Result.ROUNDING:
                self._costs.append(cost_of(ROUNDED) * way)
            ways.append(way)
        self._model.add_bool_or(ways)

    def _without_value(self, key: str) -> Iterator[cp_model.IntVar]:
        if key in self._options:
            pairs = zip(self._picks[key], self._options[key], strict=True)
            yield from (pick for pick, candidate in pairs if candidate.value is None)
        elif self._fixed[key].value is None:
            always = self._literal()
            self._model.add(always == 1)
            yield always

    def _combinations(
        self, keys: Sequence[str]
    ) -> Iterator[tuple[list[cp_model.IntVar], list[Figure]]]:
        """The choices of values for these figures that are not too improbable: of all but one only
        the most probable ones. What is picked, and the figures."""
        found = [self._alternatives(key) for key in keys]
        likely = [options[:LIKELIEST] for options in found]
        choices = [product(*likely)]
        for at, options in enumerate(found):
            ones = [others[:1] for others in found]
            choices.append(product(*ones[:at], options[LIKELIEST:], *ones[at + 1 :]))
        for choice in chain.from_iterable(choices):
            yield [pick for pick, _ in choice if pick is not None], [f for _, f in choice]

    def _alternatives(self, key: str) -> list[tuple[cp_model.IntVar | None, Figure]]:
        if key not in self._options:
            figure = self._fixed[key]
            return [(None, figure)] if figure.value is not None else []
        return [
            (pick, Figure(c.text, c.value, c.decimals))
            for pick, c in zip(self._picks[key], self._options[key], strict=True)
            if c.value is not None
        ]

    def _chosen(self, key: str, solution: Solution, solver: cp_model.CpSolver) -> Candidate:
        candidate = self._options[key][solution.picked[key]]
        known = candidate.value is not None or candidate.absent
        if known or not self._is_told(key, solution, solver):
            return candidate
        value = Decimal(solver.value(self._rest[key])).scaleb(-self._scale).normalize()
        decimals = self._places(value)
        return replace(candidate, value=value + Decimal(0), decimals=decimals)

    def _is_told(self, key: str, solution: Solution, solver: cp_model.CpSolver) -> bool:
        """Whether a sum that holds, in all the ways in which it does, has this figure and no other
        that is "something else"."""
        picked = {k: self._options[k][i] for k, i in solution.picked.items()}
        unknown = {k for k, c in picked.items() if c.value is None and not c.absent}
        sums = (c for c in self._claims if isinstance(c, SumClaim) and key in c.keys)
        return any(self._tells(claim, key, unknown, solver) for claim in sums)

    def _tells(
        self, claim: SumClaim, key: str, unknown: Set[str], solver: cp_model.CpSolver
    ) -> bool:
        if self._cut_off(claim.keys):
            return False
        if key == claim.total and len(claim.options) > 1:
            return False  # it may be the sum of either
        sums = [
            ({claim.total, *option}, self._off(claim, option, solver)) for option in claim.options
        ]
        holding = [keys for keys, off in sums if off == 0]
        # Another way in which it may add up would tell another value.
        others = [keys for keys, off in sums if off != 0 and unknown & keys == {key}]
        return bool(holding) and not others and all(unknown & keys == {key} for keys in holding)

    def _off(self, claim: SumClaim, option: Sequence[str], solver: cp_model.CpSolver) -> int:
        """How far a total is from the sum of some parts."""
        total, *parts = (solver.value(self._value(key)) for key in (claim.total, *option))
        return int(total) - sum(parts)
