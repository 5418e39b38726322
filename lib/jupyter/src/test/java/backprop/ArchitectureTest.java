package backprop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture of the arrows in the README. */
class ArchitectureTest {
    /** Each may use those before it, and no other; the first ten are the small library. */
    private static final List<String> UPWARDS = List.of(
            "backprop.math.engine",
            "backprop.math",
            "backprop.graph",
            "backprop.layer",
            "backprop.io",
            "backprop.data",
            "backprop.data.handwriting",
            "backprop.data.mnist",
            "backprop.train",
            "backprop.check",
            "backprop.show.draw",
            "backprop.kernel",
            "backprop.widget",
            "backprop.errors",
            "backprop.show",
            "backprop.play",
            "backprop.exercise",
            "backprop.lesson");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("tests.jar"))
            .importPackages("backprop");

    @Test
    void arrowsPointDown() {
        Set<String> arrows = new TreeSet<>();
        for (JavaClass from : OURS)
            for (Dependency arrow : from.getDirectDependenciesFromSelf()) {
                JavaClass to = arrow.getTargetClass().getBaseComponentType();
                if (to.getPackageName().startsWith("backprop") && floor(to) > floor(from))
                    arrows.add(from.getName() + " uses " + to.getName());
            }
        assertEquals(Set.of(), arrows);
    }

    /** The arrows between packages, those left out that follow from others: where a leads to b and b to c, a to c. */
    private static Set<String> drawn() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass from : OURS)
            for (Dependency arrow : from.getDirectDependenciesFromSelf()) {
                JavaClass to = arrow.getTargetClass().getBaseComponentType();
                if (to.getPackageName().startsWith("backprop") && floor(to) < floor(from))
                    uses.computeIfAbsent(from.getPackageName(), name -> new TreeSet<>())
                            .add(to.getPackageName());
            }
        Set<String> drawn = new TreeSet<>();
        uses.forEach((from, all) -> all.stream()
                .filter(to -> all.stream().noneMatch(between -> reaches(between, to, uses)))
                .forEach(to -> drawn.add(from + " --> " + to)));
        return drawn;
    }

    private static boolean reaches(String from, String to, Map<String, Set<String>> uses) {
        return uses.getOrDefault(from, Set.of()).stream().anyMatch(next -> next.equals(to) || reaches(next, to, uses));
    }

    @Test
    void theReadmeDrawsTheArrows() throws IOException {
        Set<String> arrows = new TreeSet<>();
        Matcher arrow = Pattern.compile("^ *([\\w.]+ --> [\\w.]+)$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("README.md")));
        while (arrow.find()) arrows.add(arrow.group(1));
        assertEquals(drawn(), arrows);
    }

    private static int floor(JavaClass type) {
        int floor = UPWARDS.indexOf(type.getPackageName());
        assertTrue(floor >= 0, type.getPackageName() + " has no place in the house");
        return floor;
    }

    @Test
    void theEngineIsSeenByMatricesAndMeasurementsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("backprop.math..")
                .and()
                .doNotHaveFullyQualifiedName("backprop.lesson.Speed")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("backprop.math.engine")
                .check(OURS);
    }

    @Test
    void theSmallLibraryNeedsEjmlAndTheJdkAlone() {
        noClasses()
                .that()
                .resideInAnyPackage(UPWARDS.subList(0, UPWARDS.indexOf("backprop.show.draw"))
                        .toArray(String[]::new))
                .and()
                .resideOutsideOfPackage("backprop.io")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("backprop..", "java..", "jdk.incubator.vector", "org.ejml..")
                .check(OURS);
    }

    @Test
    void andOneJsonParserForItsFiles() {
        noClasses()
                .that()
                .resideInAPackage("backprop.io")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("backprop..", "java..", "org.ejml..", "com.fasterxml.jackson.core..")
                .check(OURS);
    }

    @Test
    void reflectionIsTheKernelsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("backprop.kernel")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(OURS);
    }

    /** Reading an object that Java has serialised can run what a stranger chose. */
    @Test
    void nothingIsSerialised() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Externalizable.class)
                .check(OURS);
    }
}
