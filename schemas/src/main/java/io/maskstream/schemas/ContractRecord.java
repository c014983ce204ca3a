package io.maskstream.schemas;

import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.NullMarked;

/**
 * What the generated records extend.
 *
 * <p>Since 1.12.2 Avro makes no instance of a class that the application has not declared trusted, generated ones and
 * their enums included. This contract's own are declared here, when the first of them is used, so that no user has to
 * set {@code org.apache.avro.SERIALIZABLE_PACKAGES}; whatever else the application trusts stays trusted. An application
 * that replaces Avro's global predicate afterwards must include the one that it finds.
 */
@NullMarked
public abstract class ContractRecord extends SpecificRecordBase {

    private static final long serialVersionUID = 1L;

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), ContractRecord::isOurs));
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().equals(ContractRecord.class.getPackageName())
                && (ContractRecord.class.isAssignableFrom(type) || GenericEnumSymbol.class.isAssignableFrom(type));
    }
}
