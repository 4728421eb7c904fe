package io.kafkatojdbc.registry;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Identifies a schema in the registry, by a number or by a GUID.
 *
 * @param number the number; 0 if there is a GUID
 * @param guid the GUID; {@code null} if there is a number
 */
public record SchemaId(int number, @Nullable UUID guid) {

	/**
	 * Returns the id with a number.
	 * @param number the number
	 * @return the id
	 */
	public static SchemaId of(int number) {
		return new SchemaId(number, null);
	}

	/**
	 * Returns the id with a GUID.
	 * @param guid the GUID
	 * @return the id
	 */
	public static SchemaId of(UUID guid) {
		return new SchemaId(0, guid);
	}

	@Override
	public String toString() {
		return (this.guid != null) ? this.guid.toString() : String.valueOf(this.number);
	}

}
