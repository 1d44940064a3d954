package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.session.Credentials;
import com.bedrot.lake.extract.session.Totp;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs an account in. The contract's selectors {@code user, password, submit} and, where the
 * portal has them, {@code next} (between user and password), {@code otp}, {@code otp_submit} (where
 * its button is another), {@code error}, {@code captcha} tell the way. A bot check is left to a
 * person.
 */
public final class PortalLogin {
  private static final String OTP = "otp";
  private static final String OTP_SUBMIT = "otp_submit";
  private static final String ERROR = "error";

  private final SourceContext source;
  private final PortalPage page;
  private final String signedIn;

  public PortalLogin(SourceContext source, PortalPage page) {
    this.source = source;
    this.page = page;
    this.signedIn = source.portal().session().signedIn();
  }

  /**
   * Goes to a page that needs a session; where the portal asks to sign in and the account has
   * credentials, signs in first. The account is signed in afterwards.
   *
   * @throws LakeException {@code SESSION_MISSING} or {@code SESSION_EXPIRED} without credentials,
   *     else as {@link #signIn}
   */
  public void enter(String pageName, Map<String, String> values) {
    Optional<Credentials> credentials = Credentials.of(source.secrets());
    if (credentials.isEmpty()) {
      page.go(pageName, values);
    } else if (!page.browser().hadSession() || !page.reaches(pageName, values)) {
      signIn(credentials.get());
      page.go(pageName, values);
    }
    page.requireSignedIn();
  }

  /**
   * Signs in without a person.
   *
   * @throws LakeException {@code LOGIN_REFUSED}, {@code LOGIN_NEEDS_PERSON} where a second factor
   *     is asked for and no secret is set, {@code PORTAL_BOT_CHECK}
   */
  public void signIn(Credentials credentials) {
    page.goToLogin();
    page.fill("user", credentials.user());
    if (source.portal().selectors().containsKey("next")) {
      page.click("next");
    }
    page.fill(PortalPage.PASSWORD, credentials.password());
    page.click("submit");
    String answer = answer(List.of(signedIn, OTP, PortalPage.CAPTCHA, ERROR));
    if (answer.equals(OTP)) {
      secondFactor(credentials);
      answer = answer(List.of(signedIn, PortalPage.CAPTCHA, ERROR));
    }
    require(answer);
    page.browser().sawNewLogin();
    page.requireSignedIn();
    page.browser().keepSession();
  }

  /**
   * Waits until a person has signed in, second factor and all.
   *
   * @throws LakeException {@code SOURCE_TIMEOUT}
   */
  public void awaitPerson() {
    page.goToLoginForPerson();
    long millis = source.settings().extract().browser().timeout().toMillis();
    if (page.firstShown(List.of(signedIn), millis).isEmpty()) {
      throw page.failed(
          BrowserErrors.source(
              ErrorCode.SOURCE_TIMEOUT, "nobody signed in within " + millis / 1000 + " s"));
    }
    page.browser().sawNewLogin();
    page.requireSignedIn();
    page.browser().keepSession();
  }

  private void secondFactor(Credentials credentials) {
    Secret secret = credentials.totpSecret();
    if (secret == null) {
      throw page.failed(
          BrowserErrors.person(
              ErrorCode.LOGIN_NEEDS_PERSON,
              "the portal asks for a second factor and "
                  + source.secrets().variable("TOTP_SECRET")
                  + " is not set"));
    }
    page.fill(OTP, Totp.of(secret).code(source.now()));
    page.click(source.portal().selectors().containsKey(OTP_SUBMIT) ? OTP_SUBMIT : "submit");
  }

  private String answer(List<String> selectors) {
    return page.firstShown(
        selectors, source.settings().extract().browser().elementTimeout().toMillis());
  }

  private void require(String answer) {
    if (answer.equals(PortalPage.CAPTCHA)) {
      throw page.failed(
          BrowserErrors.person(
              ErrorCode.PORTAL_BOT_CHECK, page.where() + " asks whether a person is there"));
    }
    if (answer.equals(ERROR)) {
      throw page.failed(
          BrowserErrors.person(ErrorCode.LOGIN_REFUSED, page.where() + " refused the login"));
    }
    if (answer.isEmpty()) {
      throw page.failed(
          page.shows(PortalPage.PASSWORD)
              ? BrowserErrors.person(
                  ErrorCode.LOGIN_REFUSED,
                  page.where() + " asks to sign in again, right after user and password were given")
              : BrowserErrors.layout(signedIn, page.where()));
    }
  }
}
