package org.spotalert;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The rooms of the house, and what may be in each. */
@AnalyzeClasses(packages = "org.spotalert", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> CAMEL = resideInAPackage("org.apache.camel..")
            // The exception that says what an HTTP server has answered.
            .and(DescribedPredicate.not(resideInAPackage("org.apache.camel.http.base..")));

    /** A lambda or a nested class speaks for the class around it. */
    private static final DescribedPredicate<JavaClass> IMPLEMENTS_CAMEL = DescribedPredicate.describe(
            "implement a type of Camel",
            type -> outermost(type).getAllRawInterfaces().stream().anyMatch(CAMEL)
                    || outermost(type).getAllRawSuperclasses().stream().anyMatch(CAMEL)
                    || type.getAllRawInterfaces().stream().anyMatch(CAMEL));

    private static final DescribedPredicate<JavaClass> BEANS = DescribedPredicate.describe(
            "make beans",
            type -> type.getPackageName().equals("org.spotalert.app")
                    || outermost(type).getSimpleName().matches("\\w+Beans|Commands"));

    @ArchTest
    static final ArchRule onlyWhatMakesBeansAndWhatImplementsCamelKnowsCamel = noClasses()
            .that(DescribedPredicate.not(BEANS.or(IMPLEMENTS_CAMEL)))
            .and()
            .resideOutsideOfPackages(
                    "org.spotalert.platform.window..",
                    "org.spotalert.platform.camel..",
                    "org.spotalert.channels.kind",
                    "org.spotalert.reload..",
                    "org.spotalert.cli.dryrun..",
                    "org.spotalert.cli.check..")
            .should()
            .dependOnClassesThat(CAMEL)
            .because("facts are tested without a CamelContext");

    @ArchTest
    static final ArchRule modelAndRulesDoNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.spotalert.model..", "org.spotalert.pipeline.decide", "org.spotalert.pipeline.intake")
            .and(DescribedPredicate.not(BEANS.or(IMPLEMENTS_CAMEL)))
            .and()
            // Name the rules file, and make the EventBridge rule.
            .haveNameNotMatching(".*(EventRule\\w*|SuppressionSettings).*")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.net.http..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "java.sql..",
                            "software.amazon..",
                            "org.apache.camel..",
                            "org.apache.hc..",
                            "jakarta.mail..")
                    .or(nameMatching("java\\.io\\.(File.*|.*(Stream|Reader|Writer|Channel))"))
                    .or(nameMatching("java\\.net\\.(URL.*|.*Socket.*|.*Connection|InetAddress)")));

    @ArchTest
    static final ArchRule awsIsCalledFromFewRooms = noClasses()
            .that(DescribedPredicate.not(BEANS))
            .and()
            .doNotHaveSimpleName("InstanceDrain")
            .and()
            .resideOutsideOfPackages(
                    "org.spotalert.platform.aws..",
                    "org.spotalert.platform.config",
                    "org.spotalert.fleet..",
                    "org.spotalert.channels..",
                    "org.spotalert.pipeline.intake",
                    "org.spotalert.pipeline.store.dynamodb",
                    "org.spotalert.cli.check",
                    "org.spotalert.cli.replay")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule modelIsJava = classes()
            .that()
            .resideInAPackage("org.spotalert.model..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.spotalert.model..", "org.jspecify.."));

    @ArchTest
    static final ArchRule platformKnowsNothingOfAlerts = noClasses()
            .that()
            .resideInAPackage("org.spotalert.platform..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.spotalert.pipeline..",
                    "org.spotalert.fleet..",
                    "org.spotalert.channels..",
                    "org.spotalert.reload..",
                    "org.spotalert.cli..",
                    "org.spotalert.app.."));

    @ArchTest
    static final ArchRule fleetKnowsModelAndPlatform = noClasses()
            .that()
            .resideInAPackage("org.spotalert.fleet..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.spotalert.pipeline..",
                    "org.spotalert.channels..",
                    "org.spotalert.reload..",
                    "org.spotalert.cli..",
                    "org.spotalert.app.."));

    @ArchTest
    static final ArchRule nobodyKnowsTheCommandsButTheStart = noClasses()
            .that()
            .resideOutsideOfPackages("org.spotalert.cli..", "org.spotalert")
            .should()
            .dependOnClassesThat(resideInAPackage("org.spotalert.cli.."));

    @ArchTest
    static final ArchRule stagesKnowOnlyEarlierOnes = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("intake")
            .definedBy("org.spotalert.pipeline.intake..")
            .layer("enrich")
            .definedBy("org.spotalert.pipeline.enrich..")
            .layer("decide")
            .definedBy("org.spotalert.pipeline.decide..")
            .layer("notify")
            .definedBy("org.spotalert.pipeline.notify..")
            .layer("recovery")
            .definedBy("org.spotalert.pipeline.recovery..")
            .layer("page")
            .definedBy("org.spotalert.pipeline.page..")
            .layer("audit")
            .definedBy("org.spotalert.pipeline.audit..")
            .layer("watch")
            .definedBy("org.spotalert.pipeline.watch..")
            .layer("store")
            .definedBy("org.spotalert.pipeline.store..")
            .whereLayer("store")
            .mayNotAccessAnyLayer()
            .whereLayer("page")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("audit")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("recovery")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("watch")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("notify")
            .mayOnlyBeAccessedByLayers("recovery", "page")
            .whereLayer("decide")
            .mayOnlyBeAccessedByLayers("notify", "recovery", "page")
            .whereLayer("enrich")
            .mayOnlyBeAccessedByLayers("decide", "notify", "recovery", "page");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses()
            .that()
            // A record may be named after what it describes, such as a service of ECS.
            .areNotRecords()
            .should()
            .haveNameMatching(".*(Processor|Manager|Helper|Utils?|Impl|Dto|DTO|Service|Handler)")
            .because("such a suffix names a mechanism");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.spotalert.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule channelsDoNotKnowEachOther = slices().matching("org.spotalert.channels.(*)..")
            .namingSlices("$1")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    DescribedPredicate.alwaysTrue(),
                    resideInAnyPackage(
                            "org.spotalert.channels.kind",
                            "org.spotalert.channels.message",
                            "org.spotalert.channels.template",
                            "org.spotalert.channels.http",
                            "org.spotalert.channels.failure",
                            "org.spotalert.channels.layout",
                            "org.spotalert.channels.incident"))
            .because("what several channels need has a room of its own");

    @ArchTest
    static final ArchRule objectsDoNotChange = fields().that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages(
                    "org.spotalert.reload..", "org.spotalert.platform.window..", "org.spotalert.platform.logging..")
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .and()
            .areNotAnnotatedWith(Option.class)
            .and()
            .areNotAnnotatedWith(ArgGroup.class)
            .and()
            .areNotAnnotatedWith(Parameters.class)
            .and()
            .areNotAnnotatedWith(Spec.class)
            .should()
            .beFinal()
            .because(
                    "state is the job of reload and window only; logback sets its own by setters, picocli its options");

    @ArchTest
    static final ArchRule nothingIsGlobal =
            fields().that().areStatic().should().beFinal().because("no state is static, wherever it is");

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
