"""The plain model of the whole instance in OR-Tools CP-SAT: one yes or no for each seat that a person could take."""

from ortools.sat.python import cp_model

from xuncha.talent.engine.arrays import LEADER, MEMBER, Plan, Problem

FAR = 10_000  # no group is further from the targets


def solve(problem: Problem, start: Plan, seconds: float, seed: int) -> tuple[Plan | None, float]:
    """The best plan found (None: none) and the bound."""
    people, groups = problem.size
    weights, model = problem.instance.weights, cp_model.CpModel()
    seats = {
        (p, g, kind): model.new_bool_var("")
        for p in range(people)
        for g in range(groups)
        if problem.allowed[p, g]
        for kind in ((MEMBER, LEADER) if problem.may_lead[p] else (MEMBER,))
    }
    terms = [int(problem.served[p]) * seat for (p, _, _), seat in seats.items()]
    by_person: dict[int, list[cp_model.IntVar]] = {}
    for (p, _, _), seat in seats.items():
        by_person.setdefault(p, []).append(seat)
    for own in by_person.values():
        model.add_at_most_one(own)
    worst = {name: model.new_int_var(0, FAR, "") for name in ("age", "rank")}
    for g in range(groups):
        members = {p: seat for (p, h, kind), seat in seats.items() if h == g and kind == MEMBER}
        leaders = [seat for (_, h, kind), seat in seats.items() if h == g and kind == LEADER]
        model.add(sum(leaders) == int(problem.leaders[g]))
        model.add_linear_constraint(sum(members.values()), int(problem.least[g]), int(problem.most[g]))
        for s in range(len(problem.specialties)):
            if problem.needs[g, s]:
                able = [seat for p, seat in members.items() if problem.skill[p, s]]
                model.add(sum(able) >= int(problem.needs[g, s]))
        terms.append(weights.short * (int(problem.most[g]) - sum(members.values())))
        for name, values, weight in (("age", problem.age, weights.age), ("rank", problem.rank, weights.rank)):
            total = sum(int(values[p]) * seat for p, seat in members.items())
            distance = model.new_int_var(0, FAR, "")
            model.add(total <= distance)
            model.add(-total <= distance)
            model.add(distance <= worst[name])
            terms.append(weight * distance)
    for a, b in sorted(problem.instance.apart):
        for g in range(groups):
            both = [seats[key] for p in (a, b) for kind in (MEMBER, LEADER) if (key := (p, g, kind)) in seats]
            if len(both) > 1:
                model.add_at_most_one(both)
    model.minimize(sum(terms) + weights.age_worst * worst["age"] + weights.rank_worst * worst["rank"])
    _hint(model, seats, start)
    return _run(model, seats, groups, seconds, seed)


def _hint(model: cp_model.CpModel, seats: dict[tuple[int, int, int], cp_model.IntVar], start: Plan) -> None:
    taken = set(start.seats())
    for key, seat in seats.items():
        model.add_hint(seat, key in taken)


def _run(
    model: cp_model.CpModel,
    seats: dict[tuple[int, int, int], cp_model.IntVar],
    groups: int,
    seconds: float,
    seed: int,
) -> tuple[Plan | None, float]:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.1)
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, float("-inf")
    plan, value = Plan.empty(groups), solver.boolean_value
    for (p, g, kind), seat in seats.items():
        if value(seat):
            (plan.leaders if kind == LEADER else plan.members)[g].append(p)
    return plan, solver.best_objective_bound
