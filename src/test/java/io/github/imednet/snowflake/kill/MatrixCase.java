package io.github.imednet.snowflake.kill;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A case of the kill matrix: what is done, where it is killed, and what comes then. */
record MatrixCase(Scenario scenario, KillPoint point, Recovery recovery) {

    private static final Recovery[] RECOVERIES = Recovery.values();

    /**
     * Every point once, with one recovery after the other for the points that are at the same place of a step, so that
     * each such place is followed up in every way. Where there are fewer points than ways, points come again.
     */
    static List<MatrixCase> everyPlaceWithEveryRecovery(Map<Scenario, List<KillPoint>> points) {
        Map<String, List<MatrixCase>> places = new LinkedHashMap<>();
        points.forEach((scenario, ofScenario) -> ofScenario.forEach(point -> {
            String place = point.moment() + " " + point.step();
            List<MatrixCase> before = places.computeIfAbsent(place, ignored -> new ArrayList<>());
            before.add(new MatrixCase(scenario, point, RECOVERIES[before.size() % RECOVERIES.length]));
        }));
        for (List<MatrixCase> place : places.values()) {
            MatrixCase first = place.get(0);
            for (int i = place.size(); i < RECOVERIES.length; i++) {
                place.add(new MatrixCase(first.scenario, first.point, RECOVERIES[i]));
            }
        }
        return places.values().stream().flatMap(Collection::stream).toList();
    }

    /** Every point once, with one recovery after the other. */
    static List<MatrixCase> inTurn(Map<Scenario, List<KillPoint>> points) {
        List<MatrixCase> cases = new ArrayList<>();
        points.forEach((scenario, ofScenario) -> ofScenario.forEach(point ->
                cases.add(new MatrixCase(scenario, point, RECOVERIES[cases.size() % RECOVERIES.length]))));
        return cases;
    }

    @Override
    public String toString() {
        return scenario + ", " + point + ", " + recovery;
    }
}
