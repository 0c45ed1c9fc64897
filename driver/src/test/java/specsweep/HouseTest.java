package specsweep;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the arrows between packages, and the few habits that a reader may rely on everywhere. */
class HouseTest {

    /** Each package, and all that it may know of the project. A new package is placed here first. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("kernel.random", Set.of()),
            Map.entry("kernel.arch", Set.of("kernel.random")),
            Map.entry("kernel.net", Set.of("kernel.arch", "kernel.random")),
            Map.entry("kernel.task", Set.of("kernel.task.pde", "kernel.random")),
            Map.entry("kernel.task.pde", Set.of("kernel.random")),
            Map.entry("kernel.diagnostic", Set.of("kernel.net", "kernel.arch", "kernel.task", "kernel.random")),
            Map.entry(
                    "kernel.transfer",
                    Set.of("kernel.diagnostic", "kernel.net", "kernel.arch", "kernel.task", "kernel.random")),
            Map.entry("data", Set.of()),
            Map.entry("sweep", Set.of("data", "kernel")),
            Map.entry("store", Set.of("kernel")),
            Map.entry("compilation", Set.of()),
            Map.entry("run", Set.of("sweep", "store", "compilation", "kernel")),
            Map.entry("query", Set.of("store", "compilation")),
            Map.entry("report.markup", Set.of()),
            Map.entry("report.chart", Set.of("report.markup")),
            Map.entry("report", Set.of("report.chart", "report.markup", "query", "store", "kernel.task")),
            Map.entry("picture", Set.of()),
            Map.entry("doctor", Set.of("store", "kernel")),
            Map.entry(
                    "cli",
                    Set.of("run", "sweep", "store", "compilation", "query", "report", "picture", "doctor", "kernel")));

    private static final Set<String> ROUNDED_DIFFERENTLY =
            Set.of("sin", "cos", "tan", "exp", "expm1", "log", "log10", "log1p", "pow", "tanh", "sinh", "cosh", "cbrt");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
            .importPackages("specsweep");

    @Test
    void bothModulesAreLookedAt() {
        assertThat(HOUSE).anyMatch(c -> c.getPackageName().startsWith("specsweep.kernel."));
        assertThat(HOUSE).anyMatch(c -> !c.getPackageName().startsWith("specsweep.kernel."));
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(HOUSE)
                .allSatisfy(c -> assertThat("specsweep." + String.join(" specsweep.", ARROWS.keySet()))
                        .describedAs("the packages in the table of arrows, for %s", c.getName())
                        .containsPattern("(^| )\\Q" + c.getPackageName() + "\\E( |$)"));
    }

    @TestFactory
    Stream<DynamicTest> packagesKnowOnlyWhatTheirArrowsPointAt() {
        return ARROWS.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(
                        name + " knows only " + ARROWS.get(name),
                        () -> check(noClasses()
                                .that()
                                .resideInAPackage("specsweep." + name)
                                .should()
                                .dependOnClassesThat(resideInAPackage("specsweep..")
                                        .and(DescribedPredicate.not(resideInAnyPackage(allowed(name))))))));
    }

    private static String[] allowed(String name) {
        return Stream.concat(Stream.of(name), ARROWS.getOrDefault(name, Set.of()).stream())
                .map(each -> "specsweep." + each + (each.equals("kernel") ? ".." : ""))
                .toArray(String[]::new);
    }

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("specsweep.(**)").should().beFreeOfCycles());
    }

    @Test
    void kernelsKnowNothingOfSpark() {
        check(noClasses()
                .that()
                .resideInAPackage("specsweep.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..", "picocli.."));
    }

    @Test
    void onlyTheNetworkKnowsNd4j() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("specsweep.kernel.net")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.bytedeco.."));
    }

    @Test
    void randomnessIsAnArgument() {
        check(noClasses()
                .that()
                .resideInAPackage("specsweep.kernel..")
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.random")
                        .or(DescribedPredicate.describe(
                                "are generators",
                                c -> List.of(
                                                "java.util.Random",
                                                "java.util.SplittableRandom",
                                                "java.util.concurrent.ThreadLocalRandom",
                                                "java.security.SecureRandom")
                                        .contains(c.getName()))))
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(StrictMath.class, "random"));
    }

    @Test
    void kernelsAskStrictMathForWhatMathMayRoundDifferently() {
        check(noClasses()
                .that()
                .resideInAPackage("specsweep.kernel..")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "Math rounds as the JVM likes",
                        (JavaCall<?> call) -> call.getTargetOwner().isEquivalentTo(Math.class)
                                && ROUNDED_DIFFERENTLY.contains(call.getName()))));
    }

    @Test
    void onlyTheCommandLineWritesToTheTerminal() {
        check(noClasses()
                .that(resideOutsideOfPackage("specsweep.cli"))
                .should(ACCESS_STANDARD_STREAMS)
                .orShould(USE_JAVA_UTIL_LOGGING));
    }

    @Test
    void noPackageIsNamedAfterNothing() {
        check(noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc.."));
    }

    @Test
    void classesAreFinalSealedOrAbstract() {
        check(classes().that(areWrittenByHand()).should(beFinalSealedOrAbstract()));
    }

    /** The one file of options must follow Spark when its version changes. */
    @Test
    void jvmOptionsAreThoseThatSparkAsksFor() throws IOException {
        List<String> options = Files.readAllLines(
                Path.of(System.getProperty("specsweep.home", ".."), "driver", "src", "main", "jvm", "java.options"));
        assertThat(options.stream().filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
                        .filter(option -> !option.contains("jdk.incubator.vector"))
                        .filter(option -> !option.contains("sun.security.action"))
                        .toList());
    }

    private static DescribedPredicate<JavaClass> areWrittenByHand() {
        return DescribedPredicate.describe(
                "are written by hand",
                c -> !c.isInterface()
                        && !c.isEnum()
                        && !c.isAnonymousClass()
                        && !c.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && !c.getEnclosingClass().map(JavaClass::isEnum).orElse(false));
    }

    private static ArchCondition<JavaClass> beFinalSealedOrAbstract() {
        return new ArchCondition<>("be final, sealed or abstract") {
            @Override
            public void check(JavaClass c, ConditionEvents events) {
                boolean closed = c.getModifiers().contains(JavaModifier.FINAL)
                        || c.getModifiers().contains(JavaModifier.ABSTRACT)
                        || c.reflect().isSealed();
                events.add(new SimpleConditionEvent(c, closed, c.getName() + " is open to subclasses"));
            }
        };
    }

    /** A package may be empty while the house is being built. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(HOUSE);
    }
}
