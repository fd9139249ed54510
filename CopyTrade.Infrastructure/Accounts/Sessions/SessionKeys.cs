using System.Xml.Linq;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CopyTrade.Infrastructure.Accounts.Sessions;

/// <summary>Keeps the keys of cookies in the database, so that every host on it knows every session.</summary>
internal sealed class SessionKeys(Databases databases, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = databases.App.OpenConnection();
        return [.. connection.Query<string>("select xml from data_protection_key order by created_at").Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = databases.App.OpenConnection();
        connection.Execute("insert into data_protection_key (id, xml, created_at) values (@friendlyName, @Xml, @Now) on conflict do nothing",
            new { friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting), Now = clock.GetUtcNow() });
    }
}
