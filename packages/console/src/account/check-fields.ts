import { accountText as text } from '../messages/account.ts';

/** What is wrong with a new password; null: nothing. */
export function checkNewPassword(password: string): string | null {
  return password.length >= 12 && password.length <= 128 ? null : text.passwordLength;
}

export function checkEmail(email: string): string | null {
  return /^\S+@\S+\.\S+$/.test(email.trim()) ? null : text.emailInvalid;
}

export function checkPresent(value: string): string | null {
  return value.trim() === '' ? text.required : null;
}
