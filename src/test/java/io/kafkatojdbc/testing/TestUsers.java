package io.kafkatojdbc.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Who may call the service in tests. */
public final class TestUsers {

	/** The password of them all. */
	public static final String PASSWORD = "open-s3same";

	/** The header of somebody who may change things, and see what records contain. */
	public static final String OPERATOR = header("olivia", PASSWORD);

	/** The header of somebody who may change things, and not see what records contain. */
	public static final String BLIND_OPERATOR = header("oscar", PASSWORD);

	/** The header of somebody who may read meters. */
	public static final String METRICS = header("mia", PASSWORD);

	/** The header of somebody who may see things. */
	public static final String VIEWER = header("vera", PASSWORD);

	private static final int LOWEST_COST = 4;

	private static final String HASH = "{bcrypt}" + new BCryptPasswordEncoder(LOWEST_COST).encode(PASSWORD);

	private TestUsers() {
	}

	/**
	 * Encodes credentials.
	 * @param user the name
	 * @param password the password
	 * @return the value of the header that they are sent in
	 */
	public static String header(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the settings that let them in.
	 * @return environment variables with their values
	 */
	static Map<String, String> environment() {
		return Map.of("INGEST_SECURITY_USERS_OLIVIA_PASSWORD", HASH, "INGEST_SECURITY_USERS_OLIVIA_ROLE",
				"operator,records", "INGEST_SECURITY_USERS_VERA_PASSWORD", HASH, "INGEST_SECURITY_USERS_MIA_PASSWORD",
				HASH, "INGEST_SECURITY_USERS_MIA_ROLE", "metrics", "INGEST_SECURITY_USERS_OSCAR_PASSWORD", HASH,
				"INGEST_SECURITY_USERS_OSCAR_ROLE", "operator");
	}

}
