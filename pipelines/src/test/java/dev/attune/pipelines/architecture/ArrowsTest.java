package dev.attune.pipelines.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.Assertions;

/** Who may know whom (docs/architecture.md), checked over the classes of all modules. */
@AnalyzeClasses(
    packages = {"dev.attune", "ai.djl.pytorch.jni"},
    importOptions = ArrowsTest.OursOnly.class)
class ArrowsTest {
  private static final String VIDEO = "dev.attune.video..";
  private static final String ADAPTATION = "dev.attune.adaptation..";
  private static final String DATASETS = "dev.attune.datasets..";
  private static final String DEBLUR = "dev.attune.deblur..";
  private static final String PIPELINES = "dev.attune.pipelines..";

  /** Libraries whose types no public signature may show. */
  private static final String[] LIBRARIES = {
    "org.bytedeco.",
    "ai.djl.",
    "ai.onnxruntime.",
    "ai.onnx.",
    "com.google.protobuf.",
    "com.sun.jna."
  };

  /** Code of this repository without tests; the bridge lies in a package of DJL's. */
  static final class OursOnly implements ImportOption {
    @Override
    public boolean includes(com.tngtech.archunit.core.importer.Location location) {
      return new DoNotIncludeTests().includes(location) && !location.contains("pytorch-engine");
    }
  }

  @ArchTest
  static void allModulesAreLookedAt(JavaClasses all) {
    Set<String> modules = new HashSet<>();
    for (JavaClass type : all) {
      String[] parts = type.getPackageName().split("\\.", -1);
      if (parts.length > 2 && parts[0].equals("dev")) {
        modules.add(parts[2]);
      }
    }
    Assertions.assertThat(modules).contains("video", "adaptation", "deblur", "pipelines");
  }

  @ArchTest
  static void videoKnowsNobody(JavaClasses all) {
    noClasses()
        .that()
        .resideInAPackage(VIDEO)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ADAPTATION, DATASETS, DEBLUR, PIPELINES)
        .check(all);
  }

  @ArchTest
  static void adaptationKnowsNobody(JavaClasses all) {
    noClasses()
        .that()
        .resideInAPackage(ADAPTATION)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(VIDEO, DATASETS, DEBLUR, PIPELINES)
        .check(all);
  }

  @ArchTest
  static void datasetsKnowVideoOnly(JavaClasses all) {
    noClasses()
        .that()
        .resideInAPackage(DATASETS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ADAPTATION, DEBLUR, PIPELINES)
        .allowEmptyShould(true)
        .check(all);
  }

  @ArchTest
  static void deblurDoesNotKnowTheCommandLine(JavaClasses all) {
    noClasses()
        .that()
        .resideInAPackage(DEBLUR)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(PIPELINES)
        .check(all);
  }

  @ArchTest
  static void onlyVideoKnowsFfmpegAndOpenCv(JavaClasses all) {
    noClasses()
        .that()
        .resideOutsideOfPackage(VIDEO)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(all);
  }

  @ArchTest
  static void onlyTheRuntimeKnowsDjl(JavaClasses all) {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.attune.adaptation.runtime..", "ai.djl.pytorch.jni")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(all);
  }

  @ArchTest
  static void onePackageKnowsOnnxRuntime(JavaClasses all) {
    Set<String> packages = new HashSet<>();
    for (JavaClass type : all) {
      if (type.getDirectDependenciesFromSelf().stream()
          .anyMatch(d -> d.getTargetClass().getPackageName().startsWith("ai.onnxruntime"))) {
        packages.add(type.getPackageName());
      }
    }
    Assertions.assertThat(packages)
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(name -> name.startsWith("dev.attune.adaptation."));
  }

  @ArchTest
  static void onlyTheCommandLineParsesArguments(JavaClasses all) {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.attune.pipelines.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(all);
  }

  @ArchTest
  static void onlyTheCommandLinePrintsAndExits(JavaClasses all) {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.attune.pipelines.cli..")
        .should()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>("System.in/out/err/exit or Runtime.exit/halt") {
              @Override
              public boolean test(JavaAccess<?> access) {
                String owner = access.getTargetOwner().getName();
                return (owner.equals("java.lang.System")
                        && Set.of("in", "out", "err", "exit").contains(access.getName()))
                    || (owner.equals("java.lang.Runtime")
                        && Set.of("exit", "halt").contains(access.getName()));
              }
            })
        .check(all);
  }

  /** A clock that is set would lengthen or cut short what is measured with it. */
  @ArchTest
  static void nothingDependsOnTheClockOnTheWall(JavaClasses all) {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.attune.pipelines.cli.Provenances")
        .should()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>("the clock on the wall") {
              @Override
              public boolean test(JavaAccess<?> access) {
                String owner = access.getTargetOwner().getName();
                return access.getName().equals("currentTimeMillis")
                    || (owner.startsWith("java.time.") && access.getName().equals("now"));
              }
            })
        .check(all);
  }

  @ArchTest
  static void noPublicSignatureShowsALibrary(JavaClasses all) {
    classes()
        .that()
        .resideInAPackage("dev.attune..")
        .and()
        .arePublic()
        .should(
            new ArchCondition<JavaClass>("show no type of an exchangeable library") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                  if (isVisible(unit.getModifiers())) {
                    unit.getAllInvolvedRawTypes().stream()
                        .filter(ArrowsTest::isOfLibrary)
                        .forEach(t -> report(events, unit.getFullName(), t));
                  }
                }
                for (JavaField field : type.getFields()) {
                  if (isVisible(field.getModifiers()) && isOfLibrary(field.getRawType())) {
                    report(events, field.getFullName(), field.getRawType());
                  }
                }
                type.getAllRawSuperclasses().stream()
                    .filter(ArrowsTest::isOfLibrary)
                    .forEach(t -> report(events, type.getName(), t));
              }
            })
        .check(all);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean isOfLibrary(JavaClass type) {
    String name = type.getBaseComponentType().getName();
    for (String library : LIBRARIES) {
      if (name.startsWith(library)) {
        return true;
      }
    }
    return false;
  }

  private static void report(ConditionEvents events, String where, JavaClass shown) {
    events.add(SimpleConditionEvent.violated(shown, where + " shows " + shown.getName()));
  }
}
