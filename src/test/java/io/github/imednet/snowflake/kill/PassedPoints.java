package io.github.imednet.snowflake.kill;

import io.github.imednet.snowflake.kill.KillPoint.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The points that an export has passed, in their order, each with the thread that passed it. */
final class PassedPoints {

    private final List<KillPoint> points = new ArrayList<>();
    private final List<String> threads = new ArrayList<>();

    private PassedPoints() {}

    /** @param lines as {@link KillSwitch} records them */
    static PassedPoints of(List<String> lines) {
        PassedPoints passed = new PassedPoints();
        for (String line : lines) {
            String[] parts = line.split("\t");
            passed.threads.add(parts[0]);
            passed.points.add(KillPoint.parse(parts[1]));
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
        Map<KillPoint, KillPoint> nextOfThread = new HashMap<>();
        Map<String, KillPoint> latest = new HashMap<>();
        List<KillPoint> early = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            KillPoint point = points.get(i);
            if (point.hit() <= mostHits) {
                early.add(point);
                KillPoint previous = latest.put(threads.get(i), point);
                if (previous != null) {
                    nextOfThread.put(previous, point);
                }
            }
        }
        return early.stream()
                .filter(point -> point.moment() == Moment.AMID || isFollowedByWork(point, nextOfThread.get(point)))
                .toList();
    }

    private static boolean isFollowedByWork(KillPoint point, KillPoint next) {
        return next == null || point.moment() == Moment.BEFORE && next.moment() != Moment.BEFORE;
    }
}
