package io.kafkatojdbc.access;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Encodes a password for the settings, for people who have no other tool for it. */
public final class PasswordHash {

	private PasswordHash() {
	}

	/**
	 * Reads a password and prints its hash. The password comes from the terminal, without
	 * being shown, or from a pipe.
	 */
	public static void ask() {
		String password = read();
		if (password == null || password.isEmpty()) {
			refuse("There was no password");
			return;
		}
		try {
			System.out.println("{bcrypt}" + new BCryptPasswordEncoder().encode(password));
		}
		catch (IllegalArgumentException ex) {
			// bcrypt would ignore all bytes after the 72nd.
			refuse("A password has at most 72 bytes");
		}
	}

	// Newer JVMs always have a console, which also reads from a pipe.
	@SuppressWarnings("SystemConsoleNull")
	private static @Nullable String read() {
		Console console = System.console();
		if (console != null) {
			char[] typed = console.readPassword("Password: ");
			return (typed != null) ? new String(typed) : null;
		}
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
			return in.readLine();
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static void refuse(String reason) {
		System.err.println(reason);
		System.exit(1);
	}

}
