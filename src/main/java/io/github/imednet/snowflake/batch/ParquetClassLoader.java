package io.github.imednet.snowflake.batch;

import java.net.URL;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a thread that marshals Parquet finds resources with: all but Hadoop's configuration files. The data format makes
 * a new Hadoop configuration for each file, which would look for {@code core-default.xml}, {@code mapred-default.xml}
 * and their like in all jars, and parse them, each time; nothing in them concerns a file that is written to memory.
 */
public final class ParquetClassLoader extends ClassLoader {

    private static final Pattern HADOOP_CONFIGURATION = Pattern.compile("[a-z]+-(default|site)\\.xml");

    public ParquetClassLoader(ClassLoader parent) {
        super(parent);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return HADOOP_CONFIGURATION.matcher(name).matches() ? null : super.getResource(name);
    }
}
