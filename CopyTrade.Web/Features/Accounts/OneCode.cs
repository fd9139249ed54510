using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Web.Features.Accounts;

/// <summary>The form of a six-digit code; people type it with spaces.</summary>
public sealed class OneCode
{
    [Required(ErrorMessage = "Enter the six digits."), RegularExpression(@"\s*\d{3}[\s-]?\d{3}\s*", ErrorMessage = "The code has six digits.")]
    public string Code { get; set; } = "";

    public string Digits => string.Concat(Code.Where(char.IsAsciiDigit));
}
