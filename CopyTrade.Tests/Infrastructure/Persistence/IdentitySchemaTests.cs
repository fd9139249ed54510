using CopyTrade.Infrastructure.Persistence.Identity;
using CopyTrade.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Persistence;

public sealed class IdentitySchemaTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Migrations_MakeTheIdentityTables_ThatEntityFrameworkExpects()
    {
        var modelDatabase = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        modelDatabase.Database += "_model";
        await using var model = new IdentityDb(IdentityDb.StandaloneOptions(modelDatabase.ConnectionString + ";Pooling=false"));
        await model.Database.EnsureCreatedAsync();

        var expected = await SchemaReader.ReadAsync(modelDatabase.ConnectionString, "asp_net_%");
        var migrated = await SchemaReader.ReadAsync(database.ConnectionString, "asp_net_%");
        await model.Database.EnsureDeletedAsync();

        Assert.True(expected.Count > 50, "the model's schema was not read");
        Assert.Equal(expected, migrated);
    }
}
