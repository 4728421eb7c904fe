package io.kafkatojdbc.access;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Encodes a password for the settings, for those who have nothing at hand that does. */
public final class PasswordHash {

	private PasswordHash() {
	}

	/**
	 * Reads a password from the terminal, unseen, or from a pipe, and answers its hash.
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
			// Of the rest bcrypt would take no notice.
			refuse("A password has at most 72 bytes");
		}
	}

	// Newer JVMs always have a console, which then reads a pipe as well.
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
