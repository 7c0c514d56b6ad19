package org.spotalert;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
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

    private static final DescribedPredicate<JavaClass> WIRING = DescribedPredicate.describe(
            "are the start or the wiring",
            type -> type.getPackageName().equals("org.spotalert")
                    && outermost(type).getSimpleName().matches("SpotAlerts|.*Wiring"));

    @ArchTest
    static final ArchRule onlyTheWiringAndWhatImplementsCamelKnowsCamel = noClasses()
            .that(DescribedPredicate.not(WIRING.or(IMPLEMENTS_CAMEL)))
            .and()
            .resideOutsideOfPackages("org.spotalert.window..", "org.spotalert.live..", "org.spotalert.rehearsal..")
            .should()
            .dependOnClassesThat(CAMEL)
            .because("facts are tested without a CamelContext");

    @ArchTest
    static final ArchRule decisionsAndEventsDoNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage("org.spotalert.decide..", "org.spotalert.event..")
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
    static final ArchRule awsIsAskedInItsOwnRooms = noClasses()
            .that(DescribedPredicate.not(WIRING))
            .and()
            .resideOutsideOfPackages("org.spotalert.aws..", "org.spotalert.enrich..", "org.spotalert.channel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

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
            slices().matching("org.spotalert.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule channelRoomsHaveNoCycles =
            slices().matching("org.spotalert.channel.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule kindsOfChannelsDoNotKnowEachOther = slices().matching("org.spotalert.channel.(*)..")
            .namingSlices("$1")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    DescribedPredicate.alwaysTrue(),
                    resideInAnyPackage(
                            "org.spotalert.channel.message",
                            "org.spotalert.channel.text",
                            "org.spotalert.channel.http",
                            "org.spotalert.channel.failure"))
            .because("what several kinds need is in message, text, http or failure");

    @ArchTest
    static final ArchRule objectsDoNotChange = fields().that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages("org.spotalert.live..", "org.spotalert.window..", "org.spotalert.logging..")
            .and()
            .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)
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
            .because("state is the job of live and window only; logback sets its own by setters, picocli its options");

    @ArchTest
    static final ArchRule nothingIsGlobal =
            fields().that().areStatic().should().beFinal().because("no state is static, wherever it is");

    @ArchTest
    static final ArchRule recordsHoldOnlyData = classes()
            .that()
            .areRecords()
            .and()
            .resideInAnyPackage("org.spotalert.event..", "org.spotalert.decide..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "org.spotalert..", "org.jspecify..", "com.fasterxml.."));

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
