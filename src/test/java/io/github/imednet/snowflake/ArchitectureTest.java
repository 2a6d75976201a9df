package io.github.imednet.snowflake;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.github.imednet.snowflake.cli.LocalServers;
import io.github.imednet.snowflake.config.RouteBean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may know whom. */
@AnalyzeClasses(packages = "io.github.imednet.snowflake", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.imednet.snowflake.";

    private static final Pattern MADE_BY_ROUTES =
            Pattern.compile("(?:#class:|type: \"?)(" + Pattern.quote(ROOT) + "[\\w.]+)");

    @ArchTest
    static final ArchRule readingKnowsOnlyItsSettingsAndTheModel = onlyKnows("source", "config", "model");

    @ArchTest
    static final ArchRule thePrivacyPolicyKnowsOnlyWhatIsReadAndItsSettings =
            onlyKnows("privacy", "source", "config", "model");

    @ArchTest
    static final ArchRule batchingKnowsOnlyItsSettingsTheModelAndParquet =
            onlyKnows("batch", "parquet", "config", "model");

    @ArchTest
    static final ArchRule loadingKnowsOnlyItsSettingsAndTheModel = onlyKnows("load", "config", "model");

    @ArchTest
    static final ArchRule objectStorageKnowsOnlyItsSettingsAndTheModel = onlyKnows("storage", "config", "model");

    @ArchTest
    static final ArchRule readersOfFilesKnowTheNamesOfSnowflakeAndTheTypes =
            onlyKnows("rows", "parquet", "load", "types", "config", "model");

    @ArchTest
    static final ArchRule ingestingKnowsTheRowsTheLoadAndTheTypes =
            onlyKnows("ingest", "rows", "parquet", "load", "batch", "types", "config", "model");

    @ArchTest
    static final ArchRule theTypesKnowNothingElse = onlyKnows("types");

    @ArchTest
    static final ArchRule writingParquetKnowsNothingElse = onlyKnows("parquet");

    @ArchTest
    static final ArchRule queriesKnowOnlySessionsTheirSettingsAndTypes =
            onlyKnows("query", "parquet", "load", "config", "types");

    @ArchTest
    static final ArchRule settingsKnowNothingElse = onlyKnows("config");

    @ArchTest
    static final ArchRule theModelKnowsOnlyTheNamesOfLists = onlyKnows("model", "config");

    @ArchTest
    static final ArchRule theCheckOfRouteFilesKnowsNoMoreThanTheMarkOfBeans = onlyKnows("routes", "config");

    @ArchTest
    static final ArchRule theJournalKnowsNoRun = onlyKnows("journal", "batch", "load", "config", "model");

    @ArchTest
    static final ArchRule theViewsKnowNoRun = onlyKnows("views", "privacy", "source", "load", "config", "model");

    @ArchTest
    static final ArchRule theRunKnowsNoCommand =
            onlyKnows("run", "views", "journal", "privacy", "source", "batch", "load", "config", "model");

    @ArchTest
    static final ArchRule replayingKnowsTheRun =
            onlyKnows("replay", "run", "journal", "privacy", "source", "batch", "load", "config", "model");

    @ArchTest
    static final ArchRule verifyingKnowsTheRun =
            onlyKnows("verify", "run", "journal", "privacy", "source", "batch", "load", "config", "model");

    @ArchTest
    static final ArchRule planningKnowsTheRunItsJournalAndHowTablesAreCompared =
            onlyKnows("plan", "verify", "run", "views", "journal", "source", "load", "config");

    @ArchTest
    static final ArchRule reportsKnowTheJournalAndTheRunThatEnds =
            onlyKnows("report", "run", "journal", "batch", "config", "model");

    @ArchTest
    static final ArchRule theStageKnowsTheRun = onlyKnows("stage", "run", "batch", "load", "config");

    @ArchTest
    static final ArchRule observingKnowsOnlyTheRunsTheirReportsAndSettings =
            onlyKnows("observe", "run", "report", "config");

    @ArchTest
    static final ArchRule theQueueKnowsTheRunThatItOrders =
            onlyKnows("queue", "run", "journal", "source", "load", "config");

    @ArchTest
    static final ArchRule embeddingKnowsOnlyItsSettingsTheComponentAndWhereTheRouteFilesAre =
            onlyKnows("embed", "routes", "config", "load");

    @ArchTest
    static final ArchRule kameletsKnowWhatTheyAreMadeOfAndNoCommand =
            onlyKnows("kamelet", "embed", "ingest", "run", "journal", "privacy", "source", "batch", "config", "model");

    @ArchTest
    static final ArchRule theAdbcDriverIsALayerOverQueriesAndIngestions =
            onlyKnows("adbc", "embed", "query", "ingest", "rows", "load", "config", "types");

    @ArchTest
    static final ArchRule localServersKnowNothingOfTheExport = classes()
            .that()
            .resideInAPackage(ROOT + "local..")
            .should()
            .onlyDependOnClassesThat(describe(
                    "are of them, the way in which the command line finds them, or libraries",
                    other -> isOf(Set.of("local"), other) || other.getName().startsWith(LocalServers.class.getName())));

    /** They are in a jar of their own, which need not be there. */
    @ArchTest
    static final ArchRule nothingKnowsLocalServers = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "local..");

    @ArchTest
    static final ArchRule theIMednetServerKnowsNothingOfTheSnowflakeServer = noClasses()
            .that()
            .resideInAPackage(ROOT + "local.imednet..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "local.snowflake..");

    @ArchTest
    static final ArchRule programsSeeTheRunItsSettingsAndTheRouteFilesAndNothingBehindThem = classes()
            .that()
            .resideInAPackage("io.github.imednet.snowflake")
            .should()
            .onlyDependOnClassesThat(describe(
                    "are of the run, its settings, the route files, or libraries",
                    other -> other.getPackageName().equals("io.github.imednet.snowflake")
                            || isOf(Set.of("run", "routes", "config"), other)));

    /** Public classes are an API, or they say that they are public for the route files alone. */
    /**
     * The command line sends the standard output of libraries to the other one; the progress bar needs the terminal.
     */
    @ArchTest
    static final ArchRule printingIsTheCommandLines = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "cli.ImednetCommand")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "cli.ExportConsole")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("what servers and files say reaches a terminal through CommandOutput alone, which cleans it");

    @ArchTest
    static void classesThatRouteFilesMakeAreMarked(JavaClasses classes) throws IOException {
        Set<String> marked = classes.stream()
                .filter(made -> made.isAnnotatedWith(RouteBean.class))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(marked).isNotEmpty().isEqualTo(classesInRouteFiles());
    }

    private static Set<String> classesInRouteFiles() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher made = MADE_BY_ROUTES.matcher(Files.readString(file));
                while (made.find()) {
                    names.add(made.group(1));
                }
            }
        }
        return names;
    }

    private static ArchRule onlyKnows(String name, String... others) {
        Set<String> known = new TreeSet<>(List.of(others));
        known.add(name);
        return classes()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .onlyDependOnClassesThat(describe("are of " + known + " or of libraries", other -> isOf(known, other)));
    }

    private static boolean isOf(Set<String> known, JavaClass other) {
        String name = other.getPackageName() + '.';
        return !name.startsWith(ROOT) || known.stream().anyMatch(part -> name.startsWith(ROOT + part + '.'));
    }
}
