package io.kafkatojdbc.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Checks tokens, and distinguishes a bad token from an authorization server that does not
 * answer.
 */
final class TokenCheck implements JwtDecoder {

	private static final Logger log = LoggerFactory.getLogger(TokenCheck.class);

	private final JwtDecoder decoder;

	TokenCheck(JwtDecoder decoder) {
		this.decoder = decoder;
	}

	@Override
	public Jwt decode(String token) {
		try {
			return this.decoder.decode(token);
		}
		catch (BadJwtException ex) {
			throw ex;
		}
		catch (JwtException | JwtDecoderInitializationException ex) {
			log.warn("Tokens can't be checked: {}", ex.getMessage());
			throw new ImpossibleException();
		}
	}

	/** Thrown if tokens cannot be checked now, which is not the fault of the caller. */
	static final class ImpossibleException extends AuthenticationException {

		ImpossibleException() {
			super("Tokens can't be checked now: the authorization server does not answer.");
		}

	}

}
