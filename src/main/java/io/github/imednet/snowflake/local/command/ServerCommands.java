package io.github.imednet.snowflake.local.command;

import io.github.imednet.snowflake.cli.LocalServers;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The commands of both servers, and both of them at once, for the command line that finds this class. */
public final class ServerCommands implements LocalServers {

    @Override
    public List<Object> commands() {
        return List.of(new LocalImednetCommand(), new LocalSnowflakeCommand());
    }

    @Override
    public Running start(int records, Path databases) throws IOException {
        StudyData study = StudyData.sample(records);
        ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
        try {
            return new Both(study, imednet, SnowflakeServer.start(SnowflakeServer.Settings.defaults(databases)));
        } catch (IOException e) {
            imednet.close();
            study.close();
            throw e;
        }
    }

    private record Both(StudyData study, ImednetServer imednetServer, SnowflakeServer snowflakeServer)
            implements Running {

        @Override
        public URI imednet() {
            return imednetServer.uri();
        }

        @Override
        public URI snowflake() {
            return snowflakeServer.uri();
        }

        @Override
        public Map<String, String> settings() {
            return Map.ofEntries(
                    Map.entry("imednet.base-url", imednet().toString()),
                    Map.entry("imednet.api-key", ImednetServer.DEFAULT_API_KEY),
                    Map.entry("imednet.security-key", ImednetServer.DEFAULT_SECURITY_KEY),
                    Map.entry("snowflake.url", snowflake().toString()),
                    Map.entry("snowflake.account", Accounts.LOCAL_ACCOUNT),
                    Map.entry("snowflake.user", Accounts.LOCAL_USER),
                    Map.entry("snowflake.password", Accounts.LOCAL_PASSWORD),
                    Map.entry("snowflake.database", Accounts.LOCAL_DATABASE),
                    Map.entry("snowflake.schema", "PUBLIC"),
                    Map.entry("snowflake.warehouse", Accounts.LOCAL_WAREHOUSE));
        }

        @Override
        public void close() throws IOException {
            snowflakeServer.close();
            imednetServer.close();
            study.close();
        }
    }
}
