/**
 * Brings files from the web and from people into the landing zone.
 *
 * <h2>How a source is fetched</h2>
 *
 * <p>{@code run.ExtractRun} takes every contract whose {@code portal} map has a {@code kind}, finds
 * {@code source.<id>.<Id>Extractor} by name, and gives each configured account an instance and a
 * {@link com.bedrot.lake.extract.SourceContext} of its own. It plans what is due from {@code
 * ops/fetches}, the contract's cadence and lookback; checks that the account shown is the account
 * configured; has each window fetched; recognises, lands and records it. What fails stays in its
 * account.
 *
 * <h2>A source over HTTP</h2>
 *
 * <ol>
 *   <li>{@code conf/contracts/<id>.yml}: {@code portal} with {@code kind: api}, {@code origins},
 *       {@code hosts}, {@code calls} (path templates), {@code rate}, {@code windows}, and under
 *       {@code facts} what only this source needs: error numbers, field lists, limits. Each dataset
 *       that is fetched has a {@code frequency}, and a {@code lookbackDays} where it comes by days;
 *       one without is fetched as it is now.
 *   <li>{@code source/<id>/<Id>Client}: calls, as {@code context.http().send(
 *       Call.get(context.http().uri("api", "reports", values)).withBearer(token), judge)}.
 *       Redirects, retries, rates, budgets, size and what servers may answer are dealt with; the
 *       {@link com.bedrot.lake.extract.http.AnswerJudge} says what the source's own errors mean.
 *       Large files go through {@code context.http().download(call, context.newFile(name), judge)};
 *       pages of one answer into one {@link com.bedrot.lake.extract.landing.PageFile}, under a
 *       {@link com.bedrot.lake.extract.resilience.PagingGuard}. Waiting is {@code
 *       context.sleeper()}, time is {@code context.now()}.
 *   <li>{@code source/<id>/<Id>Extractor}: {@code prepare} (is there a credential: {@code
 *       context.secrets().find("API_KEY")}), {@code plan} (what a dry run prints), {@code identify}
 *       (ids or names the source shows), {@code fetch} (files under names that the contract's
 *       {@code filePatterns} know). A file name must lead {@code lake import} to the same dataset.
 *   <li>{@code source/<id>/<Id>Refresh}, where {@code session.strategy} is {@code token-refresh} or
 *       {@code long-lived-exchange}: how {@code lake session refresh} has a token renewed. What is
 *       given is kept encrypted; {@link com.bedrot.lake.extract.session.token.AccountTokens} says
 *       which token to use, {@link com.bedrot.lake.extract.session.token.RenewedAccess} renews one
 *       that lasts an hour while it is used. {@code session.auth_tokens} names the secrets whose
 *       end {@code lake session status} shows.
 *   <li>{@code source/<id>/README.md}: usage, settings, how to get access, what lands, known
 *       failures.
 * </ol>
 *
 * <h2>A source in a browser</h2>
 *
 * <p>The same, with {@code kind: browser}, {@code pages}, {@code selectors} and {@code session} in
 * the contract and {@code <Id>Pages} instead of a client. {@code prepare} looks whether there is a
 * session and makes no call. {@code identify} opens the pages, kept in an {@link
 * com.bedrot.lake.extract.browser.OpenedPages}; they go in by {@link
 * com.bedrot.lake.extract.browser.PortalEntry}, which signs in where the portal asks. Browser
 * processes serve one account after another, each in a context of its own that the extractor's
 * {@code close} ends. Every address a page asks for goes through {@code
 * context.guard().check(uri)}, origins through {@code context.guard().origin(name)}, so that they
 * can be replaced in settings; each visit takes a call of {@code context.budget()}. Downloads are
 * saved to {@code context.newFile(name)}. A session that a person must renew is an {@code
 * AuthenticationException} with a code of exit class 4: it ends the account and no other.
 */
@NullMarked
package com.bedrot.lake.extract;

import org.jspecify.annotations.NullMarked;
