package io.kafkatojdbc.protobuf;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A value of an enum. The schema may have no name for it.
 *
 * @param type the enum
 * @param number the number of the value
 */
record EnumNumber(EnumDescriptor type, int number) {

	/** Returns the name of the value, or {@code null} if the schema has none. */
	@Nullable String name() {
		EnumValueDescriptor value = this.type.findValueByNumber(this.number);
		return (value != null) ? value.getName() : null;
	}

	/** Returns whether this is the null of {@code google.protobuf.Value}. */
	boolean isNull() {
		return this.type.getFullName().equals("google.protobuf.NullValue");
	}

}
