package io.github.imednet.snowflake.kill;

import io.github.imednet.snowflake.kill.KillPoint.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The points that an export has passed, in their order, each with the thread that passed it. */
final class PassedPoints {

    private final List<KillPoint> points = new ArrayList<>();
    private final Map<KillPoint, KillPoint> nextOfThread = new HashMap<>();

    private PassedPoints() {}

    /** @param lines as {@link KillSwitch} logs them */
    static PassedPoints of(List<String> lines) {
        PassedPoints passed = new PassedPoints();
        Map<String, KillPoint> latest = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split("\t");
            KillPoint point = KillPoint.parse(parts[1]);
            passed.points.add(point);
            KillPoint previous = latest.put(parts[0], point);
            if (previous != null) {
                passed.nextOfThread.put(previous, point);
            }
        }
        return passed;
    }

    List<KillPoint> all() {
        return points;
    }

    /**
     * The points that differ: of those that a thread passes one after another, with no step between them that does
     * something, the last.
     *
     * @param mostHits leaves out later executions of a step
     */
    List<KillPoint> places(int mostHits) {
        return points.stream()
                .filter(point -> point.hit() <= mostHits && (point.moment() == Moment.AMID || isFollowedByWork(point)))
                .toList();
    }

    private boolean isFollowedByWork(KillPoint point) {
        KillPoint next = nextOfThread.get(point);
        return next == null || point.moment() == Moment.BEFORE && next.moment() != Moment.BEFORE;
    }
}
