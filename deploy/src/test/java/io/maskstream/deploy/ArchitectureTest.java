package io.maskstream.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of ARCHITECTURE.md that a compiler does not check. */
@AnalyzeClasses(packages = "io.maskstream", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String[] KAFKA_INTERNALS = {
        "org.apache.kafka.streams.processor.internals..",
        "org.apache.kafka.streams.state.internals..",
        "org.apache.kafka.streams.kstream.internals..",
        "org.apache.kafka.streams.internals..",
        "org.apache.kafka.clients.consumer.internals..",
        "org.apache.kafka.clients.producer.internals..",
    };

    @ArchTest
    static final ArchRule djlOnlyInModel = noClasses()
            .that()
            .resideOutsideOfPackage("io.maskstream.model..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule noKafkaInModel = noClasses()
            .that()
            .resideInAPackage("io.maskstream.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.maskstream.stream..", "io.maskstream.schemas..");

    @ArchTest
    static final ArchRule noKafkaInTheEngine = noClasses()
            .that()
            .resideInAnyPackage("io.maskstream.stream.batch..", "io.maskstream.stream.infer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule schemasKnowOnlyKafkasSerialization = noClasses()
            .that()
            .resideInAPackage("io.maskstream.schemas..")
            .should()
            .dependOnClassesThat(new DescribedPredicate<>("are of Kafka, but not of its serialization") {
                @Override
                public boolean test(JavaClass c) {
                    return c.getPackageName().startsWith("org.apache.kafka.")
                            && !c.getPackageName().startsWith("org.apache.kafka.common.serialization")
                            && !c.getPackageName().startsWith("org.apache.kafka.common.header")
                            && !c.getPackageName().equals("org.apache.kafka.common.errors");
                }
            });

    @ArchTest
    static final ArchRule kafkasInternalsInOnePlace = noClasses()
            .that()
            .haveNameNotMatching("io\\.maskstream\\.stream\\.commit\\.(DrainStore(\\$.*)?|RawBytes)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(KAFKA_INTERNALS);

    @ArchTest
    static final ArchRule noCyclesInModel =
            slices().matching("io.maskstream.model.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesInStream =
            slices().matching("io.maskstream.stream.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule publicSignaturesShowNoInternalTypes = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.maskstream.stream")
            .should()
            .haveRawReturnType(JavaClass.Predicates.resideInAnyPackage(
                    "io.maskstream.stream.commit..",
                    "io.maskstream.stream.emit..",
                    "io.maskstream.stream.infer..",
                    "io.maskstream.stream.consume.."));

    @ArchTest
    static final ArchRule packagesAreNamedAfterWhatTheyDo = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..helper..", "..misc..");

    @ArchTest
    static final ArchRule libraryCodeDoesNotEndTheProcess = noClasses()
            .that()
            .resideOutsideOfPackage("io.maskstream.deploy..")
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule loggingIsSlf4j = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.apache.log4j..");

    @ArchTest
    static final ArchRule packagesSayWhatTheyDo = classes()
            .that()
            .resideInAPackage("io.maskstream..")
            .and()
            .resideOutsideOfPackage("io.maskstream.schemas..")
            .should(new HavePackageInfo());
}
