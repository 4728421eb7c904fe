package io.kafkatojdbc.access;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import org.springframework.security.authentication.BadCredentialsException;

/**
 * Slows down whoever tries passwords. Wrong passwords are counted for each user and
 * address, and for each address with all its users. Other addresses are not affected, so
 * nobody can lock a user out from somewhere else.
 */
final class Brake {

	private static final int MOST_OF_A_USER = 10;

	private static final Duration LEAK_OF_A_USER = Duration.ofSeconds(10);

	/**
	 * More than for one user, because several people may share an address. Without this
	 * limit, one address could try a password for each of a thousand names.
	 */
	private static final int MOST_OF_AN_ADDRESS = 100;

	private static final Duration LEAK_OF_AN_ADDRESS = Duration.ofSeconds(1);

	/** An empty bucket is the same as none: both leak completely within this time. */
	private static final Duration REMEMBERED = Duration.ofMinutes(2);

	/**
	 * The largest number of callers that are remembered. Callers who are seen once make
	 * room before callers who come again and again.
	 */
	private static final int CALLERS = 10_000;

	private final LongSupplier clock;

	private final LoadingCache<Attempt, Caller> users;

	private final LoadingCache<String, WrongPasswords> addresses;

	Brake(LongSupplier clock) {
		this.clock = clock;
		this.users = callers(clock)
			.build((attempt) -> new Caller(new WrongPasswords(MOST_OF_A_USER, LEAK_OF_A_USER, clock.getAsLong()),
					new ReentrantLock()));
		this.addresses = callers(clock)
			.build((address) -> new WrongPasswords(MOST_OF_AN_ADDRESS, LEAK_OF_AN_ADDRESS, clock.getAsLong()));
	}

	private static Caffeine<Object, Object> callers(LongSupplier clock) {
		return Caffeine.newBuilder().maximumSize(CALLERS).expireAfterAccess(REMEMBERED).ticker(clock::getAsLong);
	}

	/**
	 * Checks a password, unless there were too many wrong ones. Passwords of the same
	 * user from the same address are checked one after the other, so that many calls at
	 * once try no more passwords than calls one after the other.
	 * @param user the name of the user, who need not exist
	 * @param address the address of the caller
	 * @param check checks the password
	 * @return the result of the check
	 * @throws TriedTooOftenException if the password was not checked
	 */
	<T> T guard(String user, String address, Supplier<T> check) {
		// A name may be as long as all headers, so only its hash is remembered. Users
		// with the same hash share a bucket for this address.
		Caller caller = this.users.get(new Attempt(user.hashCode(), address));
		WrongPasswords ofAddress = this.addresses.get(address);
		caller.lock().lock();
		try {
			requireNoWait(caller.wrong());
			requireNoWait(ofAddress);
			return check.get();
		}
		catch (BadCredentialsException ex) {
			caller.wrong().add(this.clock.getAsLong());
			ofAddress.add(this.clock.getAsLong());
			throw ex;
		}
		finally {
			caller.lock().unlock();
		}
	}

	private void requireNoWait(WrongPasswords wrong) {
		Duration wait = wrong.remaining(this.clock.getAsLong());
		if (!wait.isZero()) {
			throw TriedTooOftenException.after(wait);
		}
	}

	private record Attempt(int user, String address) {
	}

	private record Caller(WrongPasswords wrong, ReentrantLock lock) {
	}

}
