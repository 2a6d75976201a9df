package io.github.imednet.snowflake.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar was built as. */
final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return new String[] {"imednet " + (version == null ? "(not built as a jar)" : version)};
    }
}
