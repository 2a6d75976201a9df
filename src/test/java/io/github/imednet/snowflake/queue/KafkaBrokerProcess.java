package io.github.imednet.snowflake.queue;

import java.io.IOException;
import java.io.PrintStream;
import java.util.UUID;

/**
 * The process of a {@link KafkaBroker}: makes its data folder, and runs it until the process that started it ends, of
 * which the end of standard input tells. What it calls is on its own class path only.
 */
final class KafkaBrokerProcess {

    private KafkaBrokerProcess() {}

    /** @param arguments the broker's file of settings */
    public static void main(String[] arguments) throws Exception {
        Thread watch = new Thread(KafkaBrokerProcess::endWithParent, "end-with-parent");
        watch.setDaemon(true);
        watch.start();
        String[] format = {"format", "-t", UUID.randomUUID().toString(), "-c", arguments[0], "--ignore-formatted"};
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
