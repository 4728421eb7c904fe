package io.kafkatojdbc.registry;

/**
 * Thrown if the registry cannot say now which schema an id has. Nothing is wrong with the
 * record, which is read again later. The message names the registry, without credentials.
 */
public class RegistryUnavailableException extends RuntimeException {

	RegistryUnavailableException(String message) {
		super(message);
	}

}
