package io.github.imednet.snowflake.queue;

import java.io.IOException;
import java.io.PrintStream;
import java.util.UUID;

/**
 * The process of a {@link KafkaBroker}: makes its data folder, and runs it until the process that started it ends, of
 * which the end of standard input tells. What it calls is on its own class path only.
 */
final class KafkaBrokerProcess {

    /** The same after a restart, which else would refuse its own data. */
    private static final String CLUSTER = new UUID(0, 1).toString();

    private KafkaBrokerProcess() {}

    /** @param arguments the broker's file of settings */
    public static void main(String[] arguments) throws Exception {
        Thread watch = new Thread(KafkaBrokerProcess::endWithParent, "end-with-parent");
        watch.setDaemon(true);
        watch.start();
        String[] format = {"format", "-t", CLUSTER, "-c", arguments[0], "--ignore-formatted"};
        Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, format, System.out);
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            e.printStackTrace();
        }
        Runtime.getRuntime().halt(0);
    }
}
