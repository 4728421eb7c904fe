package io.kafkatojdbc.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Remembers the last password that has matched each encoded password. The slow check of a
 * caller who calls every second then happens only once. Wrong passwords are always
 * checked slowly.
 */
final class RememberedMatches implements PasswordEncoder {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int KEY_BYTES = 32;

	private final PasswordEncoder encoder;

	/** The random key of this process. Without it the remembered values are useless. */
	private final SecretKeySpec key;

	private final Map<String, byte[]> matched = new ConcurrentHashMap<>();

	RememberedMatches(PasswordEncoder encoder) {
		this.encoder = encoder;
		byte[] random = new byte[KEY_BYTES];
		new SecureRandom().nextBytes(random);
		this.key = new SecretKeySpec(random, ALGORITHM);
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence password) {
		return this.encoder.encode(password);
	}

	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
		if (password == null || encoded == null) {
			return false;
		}
		byte[] mac = mac(password, encoded);
		byte[] known = this.matched.get(encoded);
		if (known != null && MessageDigest.isEqual(known, mac)) {
			return true;
		}
		boolean matches = this.encoder.matches(password, encoded);
		if (matches) {
			this.matched.put(encoded, mac);
		}
		return matches;
	}

	private byte[] mac(CharSequence password, String encoded) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			mac.update(encoded.getBytes(StandardCharsets.UTF_8));
			return mac.doFinal(password.toString().getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
